package dev.drover.tests.fault;

import static java.util.Objects.requireNonNull;

/** What can be done to a process of a fleet, or to all processes of a host. */
public enum FaultKind {
  /** SIGKILL; a new worker is started by whoever wants one. */
  WORKER_KILLED("worker killed"),
  /** SIGSTOP and, later, SIGCONT. */
  WORKER_FROZEN("worker frozen"),
  QEMU_KILLED("QEMU killed"),
  QEMU_FROZEN("QEMU frozen"),
  /** All processes of a host are gone at once, and its boot id is another one afterwards. */
  HOST_REBOOTED("host rebooted"),
  /** A worker that has no host and carries on workflows only. */
  COORDINATOR_KILLED("coordinator killed"),
  /** The Temporal server, which comes back on its file. */
  SERVER_KILLED("Temporal server killed"),
  CLI_KILLED("command line killed");

  private final String title;

  FaultKind(String title) {
    this.title = requireNonNull(title, "title is null");
  }

  /** Returns the fault in two or three words, for tables. */
  public String title() {
    return title;
  }
}

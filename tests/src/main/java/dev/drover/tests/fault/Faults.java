package dev.drover.tests.fault;

import dev.drover.tests.harness.Deadline;
import dev.drover.tests.harness.DevTemporal;
import dev.drover.tests.harness.DroverHost;
import dev.drover.tests.harness.ManagedProcess;
import java.time.Duration;
import java.util.List;

/**
 * Does faults to a fleet's processes. Every method returns when the victim is gone or stands still;
 * nobody is started again here, except where it says so.
 */
public final class Faults {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Faults() {}

  /** Kills a host's worker, whichever roles it has: {@link FaultKind#WORKER_KILLED}. */
  public static void killWorker(DroverHost host) {
    host.worker().kill();
  }

  /** Freezes a host's worker until the answer is closed: {@link FaultKind#WORKER_FROZEN}. */
  public static Frozen freezeWorker(DroverHost host) {
    return Frozen.freeze(host.worker().pid());
  }

  /**
   * Kills a domain's QEMU: {@link FaultKind#QEMU_KILLED}.
   *
   * @return false if the domain had none there
   */
  public static boolean killQemu(DroverHost host, String domain) {
    List<ProcessHandle> victims = host.qemus(domain);
    end(victims);
    return !victims.isEmpty();
  }

  /**
   * Freezes a domain's QEMU until the answer is closed: {@link FaultKind#QEMU_FROZEN}.
   *
   * @throws AssertionError if the domain has none there
   */
  public static Frozen freezeQemu(DroverHost host, String domain) {
    return host.qemus(domain).stream()
        .findFirst()
        .map(victim -> Frozen.freeze(victim.pid()))
        .orElseThrow(() -> new AssertionError("no QEMU of " + domain + " on " + host.name()));
  }

  /**
   * Takes a host's power and gives it back: its worker and all its QEMUs are killed, and whatever
   * it has recorded was recorded in another boot. Its files are as they were, down to the last
   * byte: what a real power loss does to unsynced files is the unit tests' matter. {@link
   * FaultKind#HOST_REBOOTED}; the caller starts the worker.
   */
  public static void reboot(DroverHost host) {
    if (host.worker().isAlive()) {
      host.worker().kill();
    }
    end(host.qemus());
    RecordedBoot.makeOld(host.state());
  }

  /** Kills the Temporal server and starts it on its file: {@link FaultKind#SERVER_KILLED}. */
  public static void restartServer(DevTemporal server) {
    server.kill();
    server.startAgain();
  }

  /** Kills a command that runs: {@link FaultKind#CLI_KILLED}. */
  public static void killCommand(ManagedProcess command) {
    command.kill();
  }

  private static void end(List<ProcessHandle> victims) {
    victims.forEach(ProcessHandle::destroyForcibly);
    victims.forEach(
        victim ->
            Deadline.await(
                PATIENCE,
                "process " + victim.pid() + " is dead",
                () -> Signals.isDead(victim.pid()),
                Boolean::booleanValue));
  }
}

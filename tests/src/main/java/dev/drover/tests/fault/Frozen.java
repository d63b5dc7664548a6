package dev.drover.tests.fault;

import dev.drover.tests.harness.Deadline;
import java.time.Duration;

/** A process that stands still until this is closed. */
public final class Frozen implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final long pid;

  private Frozen(long pid) {
    this.pid = pid;
  }

  /** Freezes a process and waits until it stands still. */
  static Frozen freeze(long pid) {
    Signals.send("STOP", pid);
    Deadline.await(
        PATIENCE,
        "process " + pid + " stands still",
        () -> Signals.isStopped(pid),
        Boolean::booleanValue);
    return new Frozen(pid);
  }

  /** Keeps the process as it is for a time. */
  public void hold(Duration time) {
    Hold.on(time);
  }

  /** Lets the process go on, if it has not been killed. */
  @Override
  public void close() {
    Signals.send("CONT", pid);
  }

  @Override
  public String toString() {
    return "process " + pid;
  }
}

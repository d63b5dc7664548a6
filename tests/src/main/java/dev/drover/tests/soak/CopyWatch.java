package dev.drover.tests.soak;

import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.qmp.RunState;
import dev.drover.tests.harness.DroverHost;
import dev.drover.tests.soak.Violation.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Looks all the time whether a guest runs in two QEMUs at once, without asking anybody: by the run
 * states that QEMU itself writes down, and by the processes.
 */
final class CopyWatch implements AutoCloseable {
  private static final long LOOK_EVERY_NANOS = Duration.ofMillis(25).toNanos();

  private final List<SoakGuest> guests;
  private final List<DroverHost> hosts;
  private final Consumer<Violation> found;
  private final Thread thread = new Thread(this::run, "watch for second copies");
  private volatile boolean closed;

  CopyWatch(List<SoakGuest> guests, List<DroverHost> hosts, Consumer<Violation> found) {
    this.guests = List.copyOf(guests);
    this.hosts = List.copyOf(hosts);
    this.found = requireNonNull(found, "found is null");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    while (!closed) {
      for (SoakGuest guest : guests) {
        if (runsTwice(guest)) {
          found.accept(
              new Violation(
                  Kind.SECOND_COPY,
                  guest.name(),
                  "the run-state logs of both hosts say running, and both QEMUs live"));
        }
      }
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
  }

  /**
   * The same answer on both sides of the look at the processes: no guest goes to and fro so fast.
   */
  private boolean runsTwice(SoakGuest guest) {
    return saysRunning(guest) && hasTwo(guest) && saysRunning(guest);
  }

  private boolean saysRunning(SoakGuest guest) {
    return hosts.stream()
        .allMatch(host -> guest.runState(host).equals(Optional.of(RunState.RUNNING)));
  }

  private boolean hasTwo(SoakGuest guest) {
    return hosts.stream().noneMatch(host -> host.qemus(guest.uuid()).isEmpty());
  }

  @Override
  public void close() {
    closed = true;
  }
}

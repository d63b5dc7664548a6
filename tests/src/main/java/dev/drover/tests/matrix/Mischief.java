package dev.drover.tests.matrix;

import static java.util.Objects.requireNonNull;

import dev.drover.tests.fault.Faults;
import dev.drover.tests.fault.Frozen;
import dev.drover.tests.guest.LiveGuest;
import dev.drover.tests.harness.DevTemporal;
import dev.drover.tests.harness.DroverHost;
import dev.drover.tests.harness.ManagedProcess;
import java.time.Duration;
import java.util.Optional;

/** Does a fault at a moment at which somebody waits, lets him go, and starts what has died. */
final class Mischief {
  /** Longer than a link that is called fresh, shorter than one that is called dead. */
  private static final Duration FROZEN = Duration.ofSeconds(4);

  private final FaultFleet fleet;
  private final LiveGuest guest;
  private final Optional<ManagedProcess> command;

  Mischief(FaultFleet fleet, LiveGuest guest, Optional<ManagedProcess> command) {
    this.fleet = requireNonNull(fleet, "fleet is null");
    this.guest = requireNonNull(guest, "guest is null");
    this.command = requireNonNull(command, "command is null");
  }

  void perform(Deed.AtMoment fault) {
    DroverHost host = fleet.host(fault.side());
    Moment moment = fault.moment();
    switch (fault.kind()) {
      case WORKER_KILLED -> {
        Faults.killWorker(host);
        goOn(moment);
        fleet.startWorker(host);
      }
      case WORKER_FROZEN -> hold(Faults.freezeWorker(host), moment);
      case QEMU_KILLED -> {
        if (!Faults.killQemu(host, guest.uuid())) {
          throw new AssertionError("there was no QEMU to kill on " + host.name());
        }
        goOn(moment);
      }
      case QEMU_FROZEN -> hold(Faults.freezeQemu(host, guest.uuid()), moment);
      case HOST_REBOOTED -> {
        Faults.reboot(host);
        goOn(moment);
        fleet.startWorker(host);
      }
      case COORDINATOR_KILLED -> {
        fleet.replaceCoordinator();
        goOn(moment);
      }
      case SERVER_KILLED -> {
        DevTemporal server = (DevTemporal) fleet.fleet().server();
        server.kill();
        goOn(moment);
        server.startAgain();
      }
      case CLI_KILLED -> {
        Faults.killCommand(command.orElseThrow());
        goOn(moment);
      }
    }
  }

  private void hold(Frozen frozen, Moment moment) {
    try (frozen) {
      goOn(moment);
      frozen.hold(FROZEN);
    }
  }

  /** Lets the worker go that waits at the gate; one that was killed there waits no more. */
  private void goOn(Moment moment) {
    if (!moment.gate().isEmpty()) {
      fleet.gates().open(moment.gate());
    }
  }
}

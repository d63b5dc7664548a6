package dev.drover.tests.soak;

import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.qmp.RunState;
import dev.drover.protocol.Side;
import dev.drover.tests.fault.FaultKind;
import dev.drover.tests.fault.Faults;
import dev.drover.tests.fault.Frozen;
import dev.drover.tests.harness.DevTemporal;
import dev.drover.tests.harness.DroverHost;
import dev.drover.tests.harness.ManagedProcess;
import dev.drover.tests.soak.Violation.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Carries out the faults of a plan, one after the other. */
final class Injector implements AutoCloseable {
  private static final Duration MOMENT_WITHIN = Duration.ofSeconds(4);
  private static final Duration COMMAND_WITHIN = Duration.ofSeconds(10);
  private static final Duration BACK_WITHIN = Duration.ofSeconds(60);

  private final SoakParts parts;
  private final List<Mover> movers;
  private final Lanes lanes;

  Injector(SoakParts parts, List<Mover> movers) {
    this.parts = requireNonNull(parts, "parts is null");
    this.movers = List.copyOf(movers);
    lanes = new Lanes(this::trouble);
  }

  private void trouble(String sentence) {
    // Somebody who ends the soak ends who is on the way back, too.
    if (!parts.pace().isOver()) {
      parts.found(Kind.DEFECT, Chronicle.FLEET, sentence);
    }
  }

  /** Waits for the fault's moment, does it, and lets its victim come back later. */
  void carryOut(PlannedFault fault) {
    Mover mover = movers.get(fault.guest());
    LockSupport.parkNanos(Duration.ofMillis(fault.restMillis()).toNanos());
    DroverHost host = host(fault, mover.guest());
    lanes.awaitBack(lane(fault, mover.guest(), host), BACK_WITHIN);
    if (fault.kind() == FaultKind.CLI_KILLED) {
      mover.throughCommandLine();
      await(COMMAND_WITHIN, () -> mover.asking().command().isPresent());
    } else {
      awaitMoment(fault, mover.guest());
    }
    // The move may be another one by now.
    host = present(fault, mover.guest());
    String victim = lane(fault, mover.guest(), host);
    lanes.awaitBack(victim, BACK_WITHIN);
    parts.chronicle().add(Chronicle.FLEET, fault.sentence(mover.guest().name(), host.name()));
    if (hit(fault, mover, host, victim)) {
      parts.tally().fault(fault.kind());
    } else {
      parts.tally().withoutVictim();
      parts.chronicle().add(Chronicle.FLEET, "fault %d had no victim".formatted(fault.number()));
    }
  }

  private void awaitMoment(PlannedFault fault, SoakGuest guest) {
    boolean came =
        await(
            MOMENT_WITHIN,
            () -> guest.move().filter(move -> move.isAt(fault.moment())).isPresent());
    if (came) {
      LockSupport.parkNanos(Duration.ofMillis(fault.laterMillis()).toNanos());
    }
  }

  private static boolean await(Duration within, BooleanSupplier condition) {
    long end = System.nanoTime() + within.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      LockSupport.parkNanos(1_000_000);
    }
    return true;
  }

  private static DroverHost host(PlannedFault fault, SoakGuest guest) {
    return guest
        .move()
        .map(move -> move.host(fault.side()))
        .orElseGet(() -> fault.side() == Side.SOURCE ? guest.where() : guest.elsewhere());
  }

  /** A side without a QEMU yet, or any more, has the other one's fault. */
  private static DroverHost present(PlannedFault fault, SoakGuest guest) {
    DroverHost planned = host(fault, guest);
    boolean qemu = fault.kind() == FaultKind.QEMU_KILLED || fault.kind() == FaultKind.QEMU_FROZEN;
    if (!qemu || !planned.qemus(guest.uuid()).isEmpty()) {
      return planned;
    }
    return planned == guest.where() ? guest.elsewhere() : guest.where();
  }

  private static String lane(PlannedFault fault, SoakGuest guest, DroverHost host) {
    return switch (fault.kind()) {
      case WORKER_KILLED, WORKER_FROZEN, HOST_REBOOTED -> "host " + host.name();
      case QEMU_KILLED, QEMU_FROZEN -> "a QEMU of " + guest.name();
      case COORDINATOR_KILLED -> "the coordinator";
      case SERVER_KILLED -> "the Temporal server";
      case CLI_KILLED -> "the command line";
    };
  }

  private boolean hit(PlannedFault fault, Mover mover, DroverHost host, String victim) {
    Duration away = Duration.ofMillis(fault.awayMillis());
    switch (fault.kind()) {
      case WORKER_KILLED -> {
        Faults.killWorker(host);
        lanes.bringBack(victim, away, () -> parts.fleet().startWorker(host));
      }
      case WORKER_FROZEN -> {
        Frozen frozen = Faults.freezeWorker(host);
        lanes.bringBack(victim, away, frozen::close);
      }
      case HOST_REBOOTED -> {
        reboot(host);
        lanes.bringBack(victim, away, () -> parts.fleet().startWorker(host));
      }
      case QEMU_KILLED -> {
        return killQemu(mover.guest(), host);
      }
      case QEMU_FROZEN -> {
        if (host.qemus(mover.guest().uuid()).isEmpty()) {
          return false;
        }
        Frozen frozen = Faults.freezeQemu(host, mover.guest().uuid());
        lanes.bringBack(victim, away, frozen::close);
      }
      case COORDINATOR_KILLED -> {
        DroverHost coordinator = parts.fleet().coordinator();
        Faults.killWorker(coordinator);
        lanes.bringBack(victim, away, () -> parts.fleet().startWorker(coordinator));
      }
      case SERVER_KILLED -> {
        DevTemporal server = (DevTemporal) parts.fleet().fleet().server();
        server.kill();
        lanes.bringBack(victim, away, server::startAgain);
      }
      case CLI_KILLED -> {
        Optional<ManagedProcess> command = mover.asking().command();
        command.ifPresent(Faults::killCommand);
        return command.isPresent();
      }
    }
    return true;
  }

  private boolean killQemu(SoakGuest guest, DroverHost host) {
    Before before = before(guest, host);
    if (!Faults.killQemu(host, guest.uuid())) {
      return false;
    }
    died(before, host, false);
    return true;
  }

  private void reboot(DroverHost host) {
    List<Before> guests = new ArrayList<>();
    for (SoakGuest guest : parts.fleet().guests()) {
      if (!host.qemus(guest.uuid()).isEmpty()) {
        guests.add(before(guest, host));
      }
    }
    Faults.reboot(host);
    guests.forEach(before -> died(before, host, true));
  }

  /** A guest and its host's word, just before its QEMU is ended. */
  private record Before(SoakGuest guest, Optional<String> word) {}

  private static Before before(SoakGuest guest, DroverHost host) {
    Optional<String> word =
        guest
            .move()
            .flatMap(
                move ->
                    Words.open(
                        host,
                        move.migrationId(),
                        move.source() == host ? Side.SOURCE : Side.DESTINATION));
    return new Before(guest, word);
  }

  private void died(Before before, DroverHost host, boolean powerLoss) {
    SoakGuest guest = before.guest();
    Optional<RunState> state = guest.runState(host);
    Death death = new Death(System.nanoTime(), host.name(), powerLoss, state, before.word());
    guest.died(death);
    parts.chronicle().add(guest.name(), death.toString());
  }

  /** Waits until every victim is back; returns who is not. */
  Set<String> awaitBack() {
    await(BACK_WITHIN, () -> lanes.away().isEmpty());
    return lanes.away();
  }

  @Override
  public void close() {
    lanes.close();
  }
}

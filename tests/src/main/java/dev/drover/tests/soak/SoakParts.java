package dev.drover.tests.soak;

import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.qmp.RunState;
import dev.drover.tests.harness.DroverHost;
import dev.drover.tests.soak.Violation.Kind;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** What movers, faults and checks share. Thread-safe. */
final class SoakParts {
  private final SoakFleet fleet;
  private final Pace pace = new Pace();
  private final Chronicle chronicle;
  private final Tally tally = new Tally();
  private final Findings findings;
  private final List<Move> moves = new CopyOnWriteArrayList<>();

  SoakParts(SoakFleet fleet, Chronicle chronicle) {
    this.fleet = requireNonNull(fleet, "fleet is null");
    this.chronicle = requireNonNull(chronicle, "chronicle is null");
    findings = new Findings(new Timeline(chronicle, fleet)::of);
  }

  SoakFleet fleet() {
    return fleet;
  }

  Pace pace() {
    return pace;
  }

  Chronicle chronicle() {
    return chronicle;
  }

  Tally tally() {
    return tally;
  }

  Findings findings() {
    return findings;
  }

  /** A move was asked for. */
  void asked(Move move) {
    moves.add(move);
  }

  /** Returns the moves since the last call. */
  List<Move> takeMoves() {
    List<Move> taken = List.copyOf(moves);
    moves.removeAll(taken);
    return taken;
  }

  void found(Kind kind, String about, String sentence) {
    findings.add(new Violation(kind, about, sentence));
  }

  /** Returns whether a QEMU lives on a host that has written down that the guest runs. */
  boolean runsOn(SoakGuest guest, DroverHost host) {
    return guest.runState(host).equals(Optional.of(RunState.RUNNING))
        && !host.qemus(guest.uuid()).isEmpty();
  }
}

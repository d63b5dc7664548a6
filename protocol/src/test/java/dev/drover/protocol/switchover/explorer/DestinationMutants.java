package dev.drover.protocol.switchover.explorer;

import dev.drover.protocol.switchover.DestinationEffect;
import dev.drover.protocol.switchover.DestinationEvent;
import dev.drover.protocol.switchover.DestinationEvent.Signal;
import dev.drover.protocol.switchover.DestinationMachine;
import dev.drover.protocol.switchover.DestinationNote;
import dev.drover.protocol.switchover.DestinationState;
import dev.drover.protocol.switchover.DestinationStep;
import dev.drover.protocol.switchover.DestinationView;
import dev.drover.protocol.switchover.DestinationWord;
import java.util.List;
import java.util.Set;

/** The destination's machine with one rule broken. */
final class DestinationMutants {
  private DestinationMutants() {}

  /** A copy that has loaded is started, whatever the source says. */
  static DestinationMachine loadedIsPermission(DestinationMachine real) {
    DestinationEvent loaded = new DestinationEvent.Observed(DestinationView.LOADED);
    return (state, event) -> {
      boolean starts = state.word() == DestinationWord.UNDECIDED && event.equals(loaded);
      DestinationState seen = starts ? real.step(state, event).state() : state;
      return real.step(seen, starts ? new DestinationEvent.CommitHeard(false) : event);
    };
  }

  /** Cancelled is written when the kill is ordered, not when it is done. */
  static DestinationMachine cancelledBeforeKillProven(DestinationMachine real) {
    return (state, event) -> {
      DestinationStep step = real.step(state, event);
      DestinationState next = step.state();
      if (next.word().isFinal()
          || !next.has(DestinationNote.DOOMED)
          || event == Signal.WRITE_FAILED) {
        return step;
      }
      DestinationState cancelled =
          new DestinationState(
              new DestinationState.Durable(DestinationWord.CANCELLED, next.durable().guestPaused()),
              next.view(),
              Set.of());
      return new DestinationStep(
          cancelled,
          true,
          List.of(
              DestinationEffect.KILL_QEMU,
              DestinationEffect.RELEASE_LEASE,
              DestinationEffect.SAY_CANCELLED));
    };
  }

  /** A guest that stays paused needs no cont, and so no lease. */
  static DestinationMachine pausedCommittedWithoutLease(DestinationMachine real) {
    return (state, event) -> {
      DestinationStep step = real.step(state, event);
      if (!step.effects().contains(DestinationEffect.TAKE_LEASE)
          || !step.state().durable().guestPaused()) {
        return step;
      }
      DestinationStep leased = real.step(step.state(), Signal.LEASE_TAKEN);
      return new DestinationStep(leased.state(), true, leased.effects());
    };
  }
}

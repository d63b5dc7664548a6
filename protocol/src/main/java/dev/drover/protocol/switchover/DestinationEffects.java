package dev.drover.protocol.switchover;

import static dev.drover.protocol.switchover.DestinationNote.ACKNOWLEDGED;
import static dev.drover.protocol.switchover.DestinationNote.COMMIT_HEARD;
import static dev.drover.protocol.switchover.DestinationNote.DEFINITION_SAVED;
import static dev.drover.protocol.switchover.DestinationNote.DOOMED;
import static dev.drover.protocol.switchover.DestinationNote.LEASE_HELD;

import java.util.ArrayList;
import java.util.List;

/** What the destination does about what it knows; the order within a step matters. */
final class DestinationEffects {
  private DestinationEffects() {}

  static void add(
      DestinationState before,
      DestinationState state,
      DestinationEvent event,
      List<DestinationEffect> effects) {
    boolean speak = before.word() != state.word() || StandardDestinationMachine.isQuestion(event);
    switch (state.word()) {
      case UNDECIDED -> whileUndecided(state, effects);
      case STARTING -> whileStarting(state, effects);
      case COMMITTED -> {
        if (!close(state, isReached(state), effects) && speak) {
          effects.add(DestinationEffect.SAY_COMMITTED);
        }
      }
      case CANCELLED -> {
        endLateCopy(state, effects);
        List<DestinationEffect> said = new ArrayList<>();
        if (!close(state, state.view().isGone(), said) && speak) {
          said.add(DestinationEffect.SAY_CANCELLED);
        }
        if (!said.isEmpty()) {
          // The source may take the lease as soon as it hears this.
          effects.add(DestinationEffect.RELEASE_LEASE);
          effects.addAll(said);
        }
      }
    }
  }

  private static void whileUndecided(DestinationState state, List<DestinationEffect> effects) {
    if (state.view() == DestinationView.RUNNING) {
      effects.add(DestinationEffect.ALARM_RUNNING_UNASKED);
    } else if (state.has(DOOMED)) {
      if (!state.view().isGone()) {
        effects.add(DestinationEffect.KILL_QEMU);
      }
    } else if (state.has(COMMIT_HEARD) && state.view() == DestinationView.LOADING_SILENT) {
      effects.add(DestinationEffect.YANK);
    }
  }

  /** A QEMU that a slow prepare started after the decision. */
  private static void endLateCopy(DestinationState state, List<DestinationEffect> effects) {
    switch (state.view()) {
      case LOADING, LOADING_SILENT, LOADED -> effects.add(DestinationEffect.KILL_QEMU);
      case RUNNING -> effects.add(DestinationEffect.ALARM_RUNNING_UNASKED);
      case UNKNOWN, NONE, DEAD_NEVER_RAN, DEAD -> {}
    }
  }

  private static void whileStarting(DestinationState state, List<DestinationEffect> effects) {
    if (state.has(DOOMED)) {
      effects.add(DestinationEffect.KILL_QEMU);
    } else if (state.view() == DestinationView.LOADED) {
      if (!state.has(DEFINITION_SAVED)) {
        effects.add(DestinationEffect.SAVE_DEFINITION);
      } else if (!state.has(LEASE_HELD)) {
        effects.add(DestinationEffect.TAKE_LEASE);
      } else if (!state.durable().guestPaused()) {
        effects.add(DestinationEffect.CONT);
      }
    }
  }

  private static boolean isReached(DestinationState state) {
    return state.view() == DestinationView.RUNNING
        || state.view().isGone()
        || (state.durable().guestPaused() && state.view() == DestinationView.LOADED);
  }

  private static boolean close(
      DestinationState state, boolean effectSeen, List<DestinationEffect> effects) {
    if (!state.has(ACKNOWLEDGED) || !effectSeen) {
      return false;
    }
    effects.add(DestinationEffect.CLOSE_RECORD);
    effects.add(DestinationEffect.SAY_CLOSED);
    return true;
  }
}

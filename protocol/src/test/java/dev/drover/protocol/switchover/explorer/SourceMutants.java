package dev.drover.protocol.switchover.explorer;

import dev.drover.protocol.switchover.SourceEffect;
import dev.drover.protocol.switchover.SourceEvent.Signal;
import dev.drover.protocol.switchover.SourceMachine;
import dev.drover.protocol.switchover.SourceNote;
import dev.drover.protocol.switchover.SourceState;
import dev.drover.protocol.switchover.SourceStep;
import dev.drover.protocol.switchover.SourceWord;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** The source's machine with one rule broken. */
final class SourceMutants {
  private SourceMutants() {}

  /** A dead link is taken for the answer cancelled. */
  static SourceMachine resumesWithoutAnswer(SourceMachine real) {
    return (state, event) -> {
      if (state.word() != SourceWord.PERMITTED || event != Signal.LINK_LOST) {
        return real.step(state, event);
      }
      SourceState.Durable permitted = state.durable();
      SourceState.Durable resumed =
          new SourceState.Durable(
              SourceWord.RESUMED,
              permitted.guestPaused(),
              permitted.answer(),
              permitted.leased(),
              permitted.destinationStatedDead());
      SourceStep step =
          real.step(new SourceState(resumed, state.view(), state.notes()), Signal.TICK);
      return new SourceStep(step.state(), true, step.effects());
    };
  }

  /** A final word waits for nobody. */
  static SourceMachine forgetsBeforeAcknowledged(SourceMachine real) {
    return (state, event) ->
        real.step(state.word().isFinal() ? noting(state, SourceNote.ACKNOWLEDGED) : state, event);
  }

  /** COMMIT is sent once, while armed, and left to the workflow afterwards. */
  static SourceMachine commitNotRepeated(SourceMachine real) {
    return (state, event) -> {
      SourceStep step = real.step(state, event);
      if (state.word() != SourceWord.PERMITTED) {
        return step;
      }
      List<SourceEffect> effects = new ArrayList<>(step.effects());
      effects.remove(SourceEffect.SEND_COMMIT);
      return new SourceStep(step.state(), step.write(), effects);
    };
  }

  /** Armed is kept in memory only. */
  static SourceMachine commitBeforeArmed(SourceMachine real) {
    return (state, event) -> {
      SourceStep step = real.step(state, event);
      boolean arms = state.word() == SourceWord.PERFORM && step.state().word() == SourceWord.ARMED;
      return arms ? new SourceStep(step.state(), false, step.effects()) : step;
    };
  }

  /** The record goes as soon as the destination has nothing more to ask. */
  static SourceMachine closedBeforeEffectSeen(SourceMachine real) {
    return (state, event) -> {
      SourceStep step = real.step(state, event);
      boolean over = step.state().word().isFinal() && step.state().has(SourceNote.ACKNOWLEDGED);
      if (!over || step.effects().contains(SourceEffect.CLOSE_RECORD)) {
        return step;
      }
      List<SourceEffect> effects = new ArrayList<>(step.effects());
      effects.add(SourceEffect.CLOSE_RECORD);
      return new SourceStep(step.state(), step.write(), effects);
    };
  }

  private static SourceState noting(SourceState state, SourceNote note) {
    EnumSet<SourceNote> notes = EnumSet.of(note);
    notes.addAll(state.notes());
    return new SourceState(state.durable(), state.view(), notes);
  }
}

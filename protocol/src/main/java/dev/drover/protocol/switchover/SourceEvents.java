package dev.drover.protocol.switchover;

import static dev.drover.protocol.switchover.SourceNote.ACKNOWLEDGED;
import static dev.drover.protocol.switchover.SourceNote.DESTROYING;
import static dev.drover.protocol.switchover.SourceNote.GIVING_UP;
import static dev.drover.protocol.switchover.SourceNote.LEASE_HANDED_OVER;
import static dev.drover.protocol.switchover.SourceNote.LEASE_HELD;
import static dev.drover.protocol.switchover.SourceNote.LINK_ALIVE;
import static dev.drover.protocol.switchover.SourceNote.LINK_DEAD;
import static dev.drover.protocol.switchover.SourceNote.SHORT_CUT_OPEN;

import dev.drover.protocol.switchover.SourceEvent.Answered;
import dev.drover.protocol.switchover.SourceEvent.ArmRequested;
import dev.drover.protocol.switchover.SourceEvent.Observed;
import dev.drover.protocol.switchover.SourceEvent.Signal;
import java.util.List;

/** What an event itself changes at the source. */
final class SourceEvents {
  private SourceEvents() {}

  static SourceState note(SourceState state, SourceEvent event, List<SourceEffect> effects) {
    if (event instanceof Observed observed) {
      return state.with(observed.view());
    }
    if (event instanceof ArmRequested arm) {
      return armRequested(state, arm.guestPaused());
    }
    if (event instanceof Answered answered) {
      return answered(state, answered.answer(), effects);
    }
    return signalled(state, (Signal) event, effects);
  }

  private static SourceState armRequested(SourceState state, boolean guestPaused) {
    return switch (state.word()) {
      case PERFORM ->
          state
              .with(state.durable().become(SourceWord.ARMED).withGuestPaused(guestPaused))
              .with(SHORT_CUT_OPEN);
      case ARMED ->
          // Once device state is on its way, COMMIT carries what was wanted at the stop.
          state.view() == SourceView.TRANSFERRING || state.view() == SourceView.PRE_SWITCHOVER
              ? state.with(state.durable().withGuestPaused(guestPaused))
              : state;
      case PERMITTED, ASKING, FAILED, ENDED, RESUMED -> state;
    };
  }

  private static SourceState answered(
      SourceState state, Answer answer, List<SourceEffect> effects) {
    boolean committed = answer == Answer.COMMITTED;
    return switch (state.word()) {
      // Before COMMIT there is nothing to answer; after a restart COMMIT is repeated first.
      case PERFORM, ARMED -> state;
      case PERMITTED -> decided(state, answer);
      case ASKING -> state.view().isDead() ? decided(state, answer) : state;
      case FAILED, RESUMED -> {
        if (!committed) {
          yield state.with(state.durable().withAnswer(answer));
        }
        if (state.durable().destinationStatedDead()) {
          // The statement stands; the destination takes it back as soon as it hears CANCEL.
          yield state;
        }
        if (state.view().isDead()) {
          yield decided(state, answer);
        }
        if (state.view() != SourceView.UNKNOWN) {
          effects.add(SourceEffect.ALARM_CONTRADICTION);
        }
        yield state;
      }
      case ENDED -> {
        if (!committed) {
          effects.add(SourceEffect.ALARM_CONTRADICTION);
        }
        yield state;
      }
    };
  }

  private static SourceState decided(SourceState state, Answer answer) {
    SourceWord word = answer == Answer.COMMITTED ? SourceWord.ENDED : SourceWord.RESUMED;
    return state.with(state.durable().become(word).withAnswer(answer));
  }

  private static SourceState signalled(
      SourceState state, Signal signal, List<SourceEffect> effects) {
    return switch (signal) {
      case COMMIT_SENT ->
          state.word() == SourceWord.ARMED ? state.become(SourceWord.PERMITTED) : state;
      case ANSWERED_UNKNOWN -> answeredUnknown(state, effects);
      case ANSWERED_CLOSED -> answeredClosed(state);
      case ABORT_REQUESTED -> abortRequested(state, effects);
      case DESTROY_REQUESTED -> destroyRequested(state);
      case LINK_LOST -> state.without(LINK_ALIVE).with(LINK_DEAD);
      case LINK_ALIVE -> state.without(LINK_DEAD).with(LINK_ALIVE);
      case CHANNEL_SILENT -> channelSilent(state, effects);
      case LEASE_HANDED_OVER -> state.without(LEASE_HELD).with(LEASE_HANDED_OVER);
      case LEASE_TAKEN_BACK -> state.without(LEASE_HANDED_OVER).with(LEASE_HELD);
      case LEASE_REFUSED -> leaseRefused(state, effects);
      case PEER_SILENT -> peerSilent(state, effects);
      case ABANDONED ->
          state.word() == SourceWord.PERFORM && state.view() == SourceView.IDLE
              ? state.become(SourceWord.FAILED)
              : state;
      case DESTINATION_STATED_DEAD -> destinationStatedDead(state);
      case WRITE_FAILED, TICK -> state;
    };
  }

  private static SourceState answeredClosed(SourceState state) {
    // A destination can close by a person's statement, before this side has heard its answer.
    boolean answerHeard = state.word().isFinal() && state.durable().answer() != null;
    return answerHeard ? state.with(ACKNOWLEDGED) : state;
  }

  private static SourceState answeredUnknown(SourceState state, List<SourceEffect> effects) {
    return switch (state.word()) {
      case PERFORM, ARMED -> state;
      case PERMITTED, ASKING -> {
        effects.add(SourceEffect.ALARM_RECORD_LOST);
        yield state;
      }
      case FAILED, RESUMED, ENDED -> state.with(ACKNOWLEDGED);
    };
  }

  private static SourceState abortRequested(SourceState state, List<SourceEffect> effects) {
    return switch (state.word()) {
      case PERFORM -> state.become(SourceWord.FAILED);
      case ARMED -> {
        if (state.view() == SourceView.COMPLETED || state.view().isDead()) {
          effects.add(SourceEffect.REFUSE_ABORT);
          yield state;
        }
        yield state.with(GIVING_UP);
      }
      case PERMITTED, ASKING, ENDED -> {
        effects.add(SourceEffect.REFUSE_ABORT);
        yield state;
      }
      case FAILED, RESUMED -> state;
    };
  }

  private static SourceState destroyRequested(SourceState state) {
    return switch (state.word()) {
      case PERFORM -> state.become(SourceWord.FAILED).with(DESTROYING);
      case ARMED -> state.become(SourceWord.ASKING).with(DESTROYING);
      case PERMITTED, FAILED, RESUMED -> state.with(DESTROYING);
      case ASKING, ENDED -> state;
    };
  }

  private static SourceState channelSilent(SourceState state, List<SourceEffect> effects) {
    if (state.word() != SourceWord.ARMED || state.view() != SourceView.DEVICE) {
      return state;
    }
    if (state.has(LEASE_HELD)) {
      effects.add(SourceEffect.YANK);
    }
    return state.with(GIVING_UP);
  }

  private static SourceState leaseRefused(SourceState state, List<SourceEffect> effects) {
    boolean keeps = state.word() == SourceWord.FAILED || state.word() == SourceWord.RESUMED;
    if (keeps && !state.view().isDead()) {
      if (state.view() == SourceView.RUNNING) {
        effects.add(SourceEffect.STOP);
      }
      effects.add(SourceEffect.ALARM_LEASE_LOST);
    }
    return state.without(LEASE_HELD);
  }

  private static SourceState peerSilent(SourceState state, List<SourceEffect> effects) {
    // Without shared storage a lease excludes nobody, and taking it back would prove nothing.
    if (state.word() == SourceWord.PERMITTED
        && state.durable().leased()
        && state.view() == SourceView.COMPLETED) {
      effects.add(SourceEffect.TAKE_LEASE_BACK);
    }
    return state;
  }

  private static SourceState destinationStatedDead(SourceState state) {
    if (state.durable().leased()) {
      return state;
    }
    return switch (state.word()) {
      case PERFORM, ARMED, ENDED -> state;
      case PERMITTED -> resumedByStatement(state);
      case ASKING -> state.view().isDead() ? resumedByStatement(state) : state;
      case FAILED, RESUMED -> state.with(state.durable().withDestinationStatedDead());
    };
  }

  private static SourceState resumedByStatement(SourceState state) {
    return state.with(state.durable().become(SourceWord.RESUMED).withDestinationStatedDead());
  }
}

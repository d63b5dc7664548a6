package dev.drover.protocol.switchover;

import static dev.drover.protocol.switchover.DestinationNote.ACKNOWLEDGED;
import static dev.drover.protocol.switchover.DestinationNote.BOOT_AFRESH;
import static dev.drover.protocol.switchover.DestinationNote.COMMIT_HEARD;
import static dev.drover.protocol.switchover.DestinationNote.DOOMED;
import static dev.drover.protocol.switchover.DestinationNote.LEASE_HELD;
import static dev.drover.protocol.switchover.DestinationNote.PAUSE_WANTED;
import static dev.drover.protocol.switchover.DestinationNote.STATED_DEAD;

import dev.drover.protocol.switchover.DestinationEvent.CommitHeard;
import dev.drover.protocol.switchover.DestinationEvent.Observed;
import dev.drover.protocol.switchover.DestinationEvent.Signal;

/** What an event itself changes at the destination. */
final class DestinationEvents {
  private DestinationEvents() {}

  static DestinationState note(DestinationState state, DestinationEvent event) {
    if (event instanceof Observed observed) {
      return state.with(observed.view());
    }
    if (event instanceof CommitHeard commit) {
      return commitHeard(state, commit.guestPaused());
    }
    return signalled(state, (Signal) event);
  }

  private static DestinationState commitHeard(DestinationState state, boolean guestPaused) {
    if (state.word() != DestinationWord.UNDECIDED || state.has(DOOMED)) {
      return state;
    }
    DestinationState heard = state.with(COMMIT_HEARD);
    return guestPaused ? heard.with(PAUSE_WANTED) : heard.without(PAUSE_WANTED);
  }

  private static DestinationState signalled(DestinationState state, Signal signal) {
    boolean starting = state.word() == DestinationWord.STARTING;
    return switch (signal) {
      case CANCEL_HEARD -> cancelHeard(state);
      case CANCEL_HEARD_AFTER_REBOOT ->
          state.word() == DestinationWord.CANCELLED ? state : state.with(STATED_DEAD);
      case ACKNOWLEDGED -> state.word().isFinal() ? state.with(ACKNOWLEDGED) : state;
      case DEFINITION_SAVED -> starting ? state.with(DestinationNote.DEFINITION_SAVED) : state;
      case DEFINITION_REFUSED, CONT_REFUSED -> starting ? state.with(DOOMED) : state;
      case LEASE_TAKEN -> starting ? state.with(LEASE_HELD) : state;
      case LEASE_REFUSED -> starting ? state.without(LEASE_HELD).with(DOOMED) : state;
      case SOURCE_STATED_DEAD -> sourceStatedDead(state);
      case SOURCE_STATED_DEAD_AND_STILL ->
          state.word() == DestinationWord.COMMITTED
              ? state.with(ACKNOWLEDGED)
              : commitHeard(state, state.has(PAUSE_WANTED));
      case WRITE_FAILED, TICK -> state;
    };
  }

  private static DestinationState cancelHeard(DestinationState state) {
    return state.word() == DestinationWord.UNDECIDED
        ? state.without(COMMIT_HEARD).with(DOOMED)
        : state;
  }

  private static DestinationState sourceStatedDead(DestinationState state) {
    return switch (state.word()) {
      case UNDECIDED ->
          state.has(DOOMED) ? state : state.without(COMMIT_HEARD).with(DOOMED).with(BOOT_AFRESH);
      case COMMITTED -> state.with(ACKNOWLEDGED);
      case STARTING, CANCELLED -> state;
    };
  }
}

package dev.drover.protocol.switchover;

import static dev.drover.protocol.switchover.SourceNote.GIVING_UP;
import static dev.drover.protocol.switchover.SourceNote.LEASE_HELD;
import static dev.drover.protocol.switchover.SourceNote.LINK_ALIVE;
import static dev.drover.protocol.switchover.SourceNote.LINK_DEAD;
import static dev.drover.protocol.switchover.SourceNote.SHORT_CUT_OPEN;

/** Which word follows from what the source knows. */
final class SourceWords {
  private SourceWords() {}

  static SourceState decide(SourceState state) {
    SourceState decided =
        switch (state.word()) {
          case PERFORM -> inPerform(state);
          case ARMED -> inArmed(state);
          case PERMITTED -> inPermitted(state);
          case ASKING, FAILED, ENDED, RESUMED -> state;
        };
    return switch (decided.word()) {
      case PERFORM, ARMED -> decided;
      // These notes serve the decision to let go, and that is taken.
      case PERMITTED, ASKING, FAILED, ENDED, RESUMED ->
          decided.without(SHORT_CUT_OPEN).without(GIVING_UP).without(LINK_ALIVE).without(LINK_DEAD);
    };
  }

  private static SourceState inPerform(SourceState state) {
    return switch (state.view()) {
      case RUNNING, FAILED_PAUSED, DEAD_PROVEN, DEAD, DEAD_ASKED_FOR ->
          state.become(SourceWord.FAILED);
      // Completed without armed cannot be: hold.
      case UNKNOWN, IDLE, TRANSFERRING, PRE_SWITCHOVER, DEVICE, COMPLETED -> state;
    };
  }

  private static SourceState inArmed(SourceState state) {
    return switch (state.view()) {
      case UNKNOWN, IDLE, TRANSFERRING, DEVICE -> state;
      // Nothing is lost yet: better the guest runs on here than that it waits for a silent peer.
      case PRE_SWITCHOVER -> state.has(LINK_DEAD) ? state.with(GIVING_UP) : state;
      case RUNNING, FAILED_PAUSED -> state.become(SourceWord.FAILED);
      case DEAD, DEAD_ASKED_FOR -> state.become(SourceWord.ASKING);
      case DEAD_PROVEN -> state.without(GIVING_UP);
      case COMPLETED ->
          state.has(SHORT_CUT_OPEN) && state.has(LINK_DEAD)
              ? state.become(SourceWord.FAILED)
              : state.without(GIVING_UP);
    };
  }

  private static SourceState inPermitted(SourceState state) {
    boolean destinationCanNeverStart =
        state.durable().leased() && state.has(LEASE_HELD) && state.view() == SourceView.COMPLETED;
    return destinationCanNeverStart ? state.become(SourceWord.RESUMED) : state;
  }
}

package dev.drover.protocol.switchover;

import static dev.drover.protocol.switchover.DestinationNote.ACKNOWLEDGED;
import static dev.drover.protocol.switchover.DestinationNote.BOOT_AFRESH;
import static dev.drover.protocol.switchover.DestinationNote.COMMIT_HEARD;
import static dev.drover.protocol.switchover.DestinationNote.DEFINITION_SAVED;
import static dev.drover.protocol.switchover.DestinationNote.DOOMED;
import static dev.drover.protocol.switchover.DestinationNote.LEASE_HELD;
import static dev.drover.protocol.switchover.DestinationNote.PAUSE_WANTED;
import static dev.drover.protocol.switchover.DestinationNote.STATED_DEAD;

/** Which word follows from what the destination knows. */
final class DestinationWords {
  private DestinationWords() {}

  static DestinationState decide(DestinationState state) {
    DestinationState decided = decided(state);
    if (decided.word() == state.word()) {
      return decided;
    }
    return decided
        .without(COMMIT_HEARD)
        .without(PAUSE_WANTED)
        .without(DOOMED)
        .without(BOOT_AFRESH)
        .without(STATED_DEAD);
  }

  private static DestinationState decided(DestinationState state) {
    if (state.has(STATED_DEAD) && state.view().isGone()) {
      return state.become(DestinationWord.CANCELLED).without(ACKNOWLEDGED);
    }
    return switch (state.word()) {
      case UNDECIDED -> undecided(state);
      case STARTING -> starting(state);
      case COMMITTED, CANCELLED -> state;
    };
  }

  private static DestinationState undecided(DestinationState state) {
    // cont was never sent under this word, so death needs no other proof that it never ran.
    if (state.view().isGone()) {
      if (state.has(BOOT_AFRESH)) {
        // Nobody is left to acknowledge; a source that comes back is told that the guest is here.
        return state.become(DestinationWord.COMMITTED).with(ACKNOWLEDGED);
      }
      boolean asked = state.has(DOOMED) || state.has(COMMIT_HEARD);
      return asked ? state.become(DestinationWord.CANCELLED) : state;
    }
    if (state.has(COMMIT_HEARD) && state.view() == DestinationView.LOADED) {
      return state.withGuestPaused(state.has(PAUSE_WANTED)).become(DestinationWord.STARTING);
    }
    return state;
  }

  private static DestinationState starting(DestinationState state) {
    return switch (state.view()) {
      case UNKNOWN, LOADING, LOADING_SILENT -> state;
      case LOADED -> {
        boolean reached =
            state.durable().guestPaused()
                && state.has(DEFINITION_SAVED)
                && state.has(LEASE_HELD)
                && !state.has(DOOMED);
        yield reached ? state.become(DestinationWord.COMMITTED) : state;
      }
      // Without proof that it never ran, its end is an ordinary guest crash, here. Starting was
      // written for a loaded QEMU, so one that cannot be found has died.
      case RUNNING, DEAD, NONE -> state.become(DestinationWord.COMMITTED);
      case DEAD_NEVER_RAN -> state.become(DestinationWord.CANCELLED);
    };
  }
}

package dev.drover.protocol.switchover;

import static dev.drover.protocol.switchover.SourceNote.ACKNOWLEDGED;
import static dev.drover.protocol.switchover.SourceNote.DESTROYING;
import static dev.drover.protocol.switchover.SourceNote.GIVING_UP;
import static dev.drover.protocol.switchover.SourceNote.LEASE_HANDED_OVER;
import static dev.drover.protocol.switchover.SourceNote.LEASE_HELD;
import static dev.drover.protocol.switchover.SourceNote.LINK_ALIVE;

import dev.drover.protocol.switchover.SourceEvent.Signal;
import java.util.List;

/** What the source does about what it knows; the order within a step matters. */
final class SourceEffects {
  private SourceEffects() {}

  static void add(SourceState state, SourceEvent event, List<SourceEffect> effects) {
    switch (state.word()) {
      case PERFORM -> {}
      case ARMED -> whileArmed(state, event, effects);
      case PERMITTED -> whilePermitted(state, event, effects);
      case ASKING -> {
        if (!state.view().isDead()) {
          effects.add(SourceEffect.KILL_QEMU);
        }
        effects.add(SourceEffect.SEND_CANCEL);
      }
      case FAILED, RESUMED -> {
        keepGuest(state, effects);
        sayKept(state, effects);
      }
      case ENDED -> sayEnded(state, effects);
    }
  }

  private static void whileArmed(SourceState state, SourceEvent event, List<SourceEffect> effects) {
    switch (state.view()) {
      case UNKNOWN, IDLE, RUNNING, FAILED_PAUSED, DEAD, DEAD_ASKED_FOR -> {}
      case TRANSFERRING -> giveUp(state, effects);
      case PRE_SWITCHOVER -> {
        if (state.has(GIVING_UP)) {
          giveUp(state, effects);
        } else if (state.has(LINK_ALIVE) && event != Signal.LEASE_HANDED_OVER) {
          // The lease goes over while QEMU sends the device state.
          effects.add(SourceEffect.CONTINUE_MIGRATION);
          handOver(state, effects);
        }
      }
      case DEVICE -> {
        if (state.has(GIVING_UP)) {
          giveUp(state, effects);
        } else {
          handOver(state, effects);
        }
      }
      case COMPLETED, DEAD_PROVEN -> permit(state, effects);
    }
  }

  private static void permit(SourceState state, List<SourceEffect> effects) {
    handOver(state, effects);
    if (state.has(LEASE_HANDED_OVER)) {
      effects.add(SourceEffect.SEND_COMMIT);
    }
  }

  private static void handOver(SourceState state, List<SourceEffect> effects) {
    if (!state.has(LEASE_HANDED_OVER)) {
      effects.add(SourceEffect.HAND_LEASE_OVER);
    }
  }

  private static void giveUp(SourceState state, List<SourceEffect> effects) {
    if (!state.has(GIVING_UP)) {
      return;
    }
    // QEMU resumes the guest by itself, so the lease has to be here before.
    effects.add(
        state.has(LEASE_HELD) ? SourceEffect.CANCEL_MIGRATION : SourceEffect.TAKE_LEASE_BACK);
  }

  private static void whilePermitted(
      SourceState state, SourceEvent event, List<SourceEffect> effects) {
    if (event == Signal.COMMIT_SENT) {
      return;
    }
    if (state.view() == SourceView.COMPLETED || state.view().isDead()) {
      // A lease that was taken back and not used, by a process that died, goes over again.
      permit(state, effects);
    } else if (state.view() == SourceView.RUNNING) {
      effects.add(SourceEffect.ALARM_RUNNING_WHILE_PERMITTED);
    }
  }

  private static void keepGuest(SourceState state, List<SourceEffect> effects) {
    if (state.view() == SourceView.UNKNOWN || state.view().isDead()) {
      return;
    }
    if (!state.has(LEASE_HELD)) {
      effects.add(SourceEffect.TAKE_LEASE_BACK);
      return;
    }
    if (state.has(DESTROYING)) {
      effects.add(SourceEffect.KILL_QEMU);
      return;
    }
    switch (state.view()) {
      case COMPLETED, FAILED_PAUSED -> {
        if (!state.durable().guestPaused()) {
          effects.add(SourceEffect.CONT);
        }
      }
      case TRANSFERRING, PRE_SWITCHOVER, DEVICE -> effects.add(SourceEffect.CANCEL_MIGRATION);
      case UNKNOWN, IDLE, RUNNING, DEAD_PROVEN, DEAD, DEAD_ASKED_FOR -> {}
    }
  }

  private static void sayKept(SourceState state, List<SourceEffect> effects) {
    if (!state.has(ACKNOWLEDGED)) {
      if (state.durable().answer() != null) {
        effects.add(SourceEffect.SEND_ACKNOWLEDGE);
      } else {
        effects.add(
            state.durable().destinationStatedDead()
                ? SourceEffect.SEND_CANCEL_STATED_DEAD
                : SourceEffect.SEND_CANCEL);
      }
      return;
    }
    if (state.view().isDead()) {
      effects.add(SourceEffect.RELEASE_LEASE);
      effects.add(SourceEffect.CLOSE_RECORD);
    } else if (state.has(LEASE_HELD) && state.isSettled()) {
      effects.add(SourceEffect.CLOSE_RECORD);
    }
  }

  private static void sayEnded(SourceState state, List<SourceEffect> effects) {
    if (!state.view().isDead()) {
      effects.add(SourceEffect.KILL_QEMU);
    }
    if (!state.has(ACKNOWLEDGED)) {
      effects.add(SourceEffect.SEND_ACKNOWLEDGE);
    } else if (state.isSettled()) {
      effects.add(SourceEffect.CLOSE_RECORD);
    }
  }
}

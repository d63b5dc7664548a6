package dev.drover.protocol.switchover;

import static dev.drover.protocol.switchover.DestinationNote.COMMIT_HEARD;
import static dev.drover.protocol.switchover.DestinationNote.DISK_DOUBTFUL;
import static dev.drover.protocol.switchover.DestinationNote.DOOMED;

import dev.drover.protocol.switchover.DestinationEvent.Signal;
import java.util.ArrayList;
import java.util.List;

/** The destination's machine: the event is noted, the word follows, then the effects follow. */
final class StandardDestinationMachine implements DestinationMachine {
  static final DestinationMachine INSTANCE = new StandardDestinationMachine();

  private StandardDestinationMachine() {}

  @Override
  public DestinationStep step(DestinationState before, DestinationEvent event) {
    if (event == Signal.WRITE_FAILED) {
      return writeFailed(before);
    }
    DestinationState after = DestinationWords.decide(DestinationEvents.note(before, event));
    List<DestinationEffect> effects = new ArrayList<>();
    if (event == Signal.TICK || isQuestion(event) || !after.equals(before)) {
      DestinationEffects.add(before, after, event, effects);
    }
    boolean write = !after.durable().equals(before.durable());
    if (before.has(DISK_DOUBTFUL) && (write || !effects.isEmpty())) {
      // Nothing is done or said before a write has settled what a restart would find.
      write = true;
      after = after.without(DISK_DOUBTFUL);
    }
    return new DestinationStep(after, write, effects);
  }

  static boolean isQuestion(DestinationEvent event) {
    return event instanceof DestinationEvent.CommitHeard
        || event == Signal.CANCEL_HEARD
        || event == Signal.CANCEL_HEARD_AFTER_REBOOT
        || event == Signal.ACKNOWLEDGED;
  }

  private static DestinationStep writeFailed(DestinationState before) {
    DestinationState after = before.with(DISK_DOUBTFUL);
    List<DestinationEffect> effects = new ArrayList<>();
    effects.add(DestinationEffect.ALARM_STORAGE);
    // Cancelled is written for a QEMU that is gone: it was starting. The COMMIT that has found the
    // guest loaded is not noted yet.
    if (before.word() == DestinationWord.UNDECIDED && !before.view().isGone()) {
      // A guest that cannot be written down is not started: its source may have it back at once.
      after = after.without(COMMIT_HEARD).with(DOOMED);
      effects.add(DestinationEffect.KILL_QEMU);
    }
    return new DestinationStep(after, false, effects);
  }
}

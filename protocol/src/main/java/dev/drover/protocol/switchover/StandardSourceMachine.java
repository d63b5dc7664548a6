package dev.drover.protocol.switchover;

import static dev.drover.protocol.switchover.SourceNote.DISK_DOUBTFUL;
import static dev.drover.protocol.switchover.SourceNote.LEASE_HANDED_OVER;
import static dev.drover.protocol.switchover.SourceNote.LEASE_HELD;

import java.util.ArrayList;
import java.util.List;

/** The source's machine: the event is noted, the word follows, then the effects follow. */
final class StandardSourceMachine implements SourceMachine {
  static final SourceMachine INSTANCE = new StandardSourceMachine();

  private StandardSourceMachine() {}

  @Override
  public SourceStep step(SourceState before, SourceEvent event) {
    if (event == SourceEvent.Signal.WRITE_FAILED) {
      // The failed step may just have learnt where the lease is, and that is lost with it.
      SourceState after = before.without(LEASE_HANDED_OVER).without(LEASE_HELD).with(DISK_DOUBTFUL);
      return new SourceStep(after, false, List.of(SourceEffect.ALARM_STORAGE));
    }
    List<SourceEffect> effects = new ArrayList<>();
    SourceState after = SourceWords.decide(SourceEvents.note(before, event, effects));
    if (event == SourceEvent.Signal.TICK || !after.equals(before)) {
      SourceEffects.add(after, event, effects);
    }
    if (effects.contains(SourceEffect.SEND_COMMIT)) {
      after = after.without(SourceNote.SHORT_CUT_OPEN);
    }
    boolean write = !after.durable().equals(before.durable());
    if (before.has(DISK_DOUBTFUL) && (write || !effects.isEmpty())) {
      // Nothing is done or said before a write has settled what a restart would find.
      write = true;
      after = after.without(DISK_DOUBTFUL);
    }
    return new SourceStep(after, write, effects);
  }
}

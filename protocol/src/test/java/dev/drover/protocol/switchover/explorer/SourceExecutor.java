package dev.drover.protocol.switchover.explorer;

import dev.drover.protocol.switchover.SourceEffect;
import dev.drover.protocol.switchover.SourceEvent;
import dev.drover.protocol.switchover.SourceEvent.Signal;
import dev.drover.protocol.switchover.SourceState;
import dev.drover.protocol.switchover.SourceView;
import dev.drover.protocol.switchover.SourceWord;
import java.util.ArrayDeque;

/** The source's worker: it writes, then acts, and may fail or die between any two of these. */
final class SourceExecutor {
  private static final int WRITE_FAILED = SourceTable.event(Signal.WRITE_FAILED);
  private static final int COMMIT_SENT = SourceTable.event(Signal.COMMIT_SENT);
  private static final int HANDED_OVER = SourceTable.event(Signal.LEASE_HANDED_OVER);
  private static final int TAKEN_BACK = SourceTable.event(Signal.LEASE_TAKEN_BACK);
  private static final int LEASE_REFUSED = SourceTable.event(Signal.LEASE_REFUSED);

  private final Model model;
  private final ArrayDeque<Integer> events = new ArrayDeque<>();

  SourceExecutor(Model model) {
    this.model = model;
  }

  /** Looks at QEMU: the truth, as far as monitor, run-state log and pidfile show it. */
  SourceView look(World world) {
    if (world.sourceIsDying()) {
      return SourceView.UNKNOWN;
    }
    return switch (world.source) {
      case IDLE -> SourceView.IDLE;
      case ACTIVE -> SourceView.TRANSFERRING;
      case PRE_SWITCHOVER -> SourceView.PRE_SWITCHOVER;
      case DEVICE, FAILING -> SourceView.DEVICE;
      case COMPLETED -> SourceView.COMPLETED;
      case RUNNING, COLD -> SourceView.RUNNING;
      case PAUSED -> SourceView.FAILED_PAUSED;
      case DEAD -> provenStill(world) ? SourceView.DEAD_PROVEN : SourceView.DEAD;
      case POWERED_OFF -> world.sourceLogLost ? SourceView.DEAD : SourceView.DEAD_ASKED_FOR;
    };
  }

  private boolean provenStill(World world) {
    return (world.still && !world.sourceLogLost)
        || model.mutant == Mutant.DEATH_WITHOUT_PROOF_PERMITS;
  }

  void observe(World world, Choices choices) {
    feed(world, new SourceEvent.Observed(look(world)), choices);
  }

  void tick(World world, Choices choices) {
    observe(world, choices);
    if (world.sourceUp()) {
      feed(world, Signal.TICK, choices);
    }
  }

  /** The monitor does not answer, and the timer ticks all the same. */
  void tickBlindly(World world, Choices choices) {
    feed(world, new SourceEvent.Observed(SourceView.UNKNOWN), choices);
    if (world.sourceUp()) {
      feed(world, Signal.TICK, choices);
    }
  }

  /** Feeds one event and all that comes back from its effects. */
  void feed(World world, SourceEvent event, Choices choices) {
    events.clear();
    events.add(SourceTable.event(event));
    while (!events.isEmpty() && world.sourceUp()) {
      step(world, events.remove(), choices);
    }
  }

  void crash(World world) {
    world.sourceStanding = Standing.DOWN;
    world.sourceMemory = 0;
    events.clear();
  }

  void restart(World world) {
    world.sourceStanding = Standing.UP;
    world.sourceMemory = model.sources.state(SourceState.recovered(model.sourceRecord(world)));
  }

  private void step(World world, int event, Choices choices) {
    SourceTable.Row row = model.sources.row(world.sourceMemory, event);
    if (row.write() && !write(world, row, choices)) {
      events.addFirst(WRITE_FAILED);
      return;
    }
    world.sourceMemory = row.state();
    for (int i = 0; i < row.effects().size(); i++) {
      boolean worthTrying = i > 0 || row.write();
      if (worthTrying && choices.choose(Choices.LIVE) == 1) {
        crash(world);
        return;
      }
      act(world, row.effects().get(i));
    }
  }

  /** Returns false if the write failed; what was to be written may be on disk all the same. */
  private boolean write(World world, SourceTable.Row row, Choices choices) {
    int way = choices.choose(Choices.WRITE);
    if (way != 1) {
      world.sourceDisk = row.durable();
    }
    if (way == 0) {
      return true;
    }
    SourceWord word = model.sources.durable(row.durable()).word();
    if (word == SourceWord.FAILED && model.mutant == Mutant.SHORT_CUT_THOUGH_NOT_WRITTEN) {
      return true;
    }
    return false;
  }

  private void act(World world, SourceEffect effect) {
    switch (effect) {
      case CONTINUE_MIGRATION -> command(world, Commands.CONTINUE);
      case CANCEL_MIGRATION -> command(world, Commands.CANCEL);
      case YANK -> command(world, Commands.YANK);
      case CONT -> command(world, Commands.CONT);
      case STOP -> command(world, Commands.STOP);
      case KILL_QEMU -> command(world, Commands.KILL);
      case SEND_COMMIT -> {
        world.frames |= Frames.COMMIT;
        events.addFirst(COMMIT_SENT);
      }
      case SEND_CANCEL -> world.frames |= Frames.CANCEL;
      case SEND_CANCEL_STATED_DEAD -> world.frames |= Frames.CANCEL_STATED_DEAD;
      case SEND_ACKNOWLEDGE -> world.frames |= Frames.ACKNOWLEDGE;
      case HAND_LEASE_OVER -> handLeaseOver(world);
      case TAKE_LEASE_BACK -> takeLeaseBack(world);
      case RELEASE_LEASE -> {
        boolean owned = world.lease != Lease.DESTINATION && world.lease != Lease.THIRD_HOST;
        if (model.scenario.leased() && owned) {
          world.lease = Lease.FREE;
        }
      }
      case CLOSE_RECORD -> {
        world.sourceStanding = Standing.CLOSED;
        world.sourceMemory = 0;
      }
      case REFUSE_ABORT,
          ALARM_RUNNING_WHILE_PERMITTED,
          ALARM_CONTRADICTION,
          ALARM_RECORD_LOST,
          ALARM_LEASE_LOST,
          ALARM_STORAGE -> {}
    }
  }

  private static void command(World world, int command) {
    if (!world.source.isDead() && !world.sourceIsDying()) {
      world.sourceCommands = command == Commands.KILL ? command : world.sourceCommands | command;
    }
  }

  private void handLeaseOver(World world) {
    if (!model.scenario.leased()) {
      events.addFirst(HANDED_OVER);
      return;
    }
    if (world.lease == Lease.SOURCE || world.lease == Lease.HANDED_OVER) {
      boolean free = model.mutant == Mutant.LEASE_FREE_IN_MID_AIR;
      world.lease = free ? Lease.FREE : Lease.HANDED_OVER;
    }
    events.addFirst(HANDED_OVER);
  }

  private void takeLeaseBack(World world) {
    if (!model.scenario.leased()) {
      events.addFirst(TAKEN_BACK);
      return;
    }
    switch (world.lease) {
      case SOURCE, HANDED_OVER, HANDED_BACK, FREE -> {
        world.lease = Lease.SOURCE;
        events.addFirst(TAKEN_BACK);
      }
      case DESTINATION, THIRD_HOST -> events.addFirst(LEASE_REFUSED);
    }
  }
}

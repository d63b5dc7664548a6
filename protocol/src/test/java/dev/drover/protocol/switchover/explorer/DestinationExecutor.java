package dev.drover.protocol.switchover.explorer;

import dev.drover.protocol.switchover.Answer;
import dev.drover.protocol.switchover.DestinationEffect;
import dev.drover.protocol.switchover.DestinationEvent;
import dev.drover.protocol.switchover.DestinationEvent.Signal;
import dev.drover.protocol.switchover.DestinationState;
import dev.drover.protocol.switchover.DestinationView;
import dev.drover.protocol.switchover.DestinationWord;
import dev.drover.protocol.switchover.NoRecord;
import dev.drover.protocol.switchover.NoRecord.Question;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The destination's worker: it writes, then acts, and may fail or die between any two of these. */
final class DestinationExecutor {
  private static final int WRITE_FAILED = DestinationTable.event(Signal.WRITE_FAILED);
  private static final int SAVED = DestinationTable.event(Signal.DEFINITION_SAVED);
  private static final int NOT_SAVED = DestinationTable.event(Signal.DEFINITION_REFUSED);
  private static final int LEASE_TAKEN = DestinationTable.event(Signal.LEASE_TAKEN);
  private static final int LEASE_REFUSED = DestinationTable.event(Signal.LEASE_REFUSED);

  private final Model model;
  private final ArrayDeque<Integer> events = new ArrayDeque<>();

  DestinationExecutor(Model model) {
    this.model = model;
  }

  /** Looks at QEMU: the truth, as far as monitor, run-state log and pidfile show it. */
  DestinationView look(World world) {
    if (world.destinationIsDying()) {
      return DestinationView.UNKNOWN;
    }
    return switch (world.destination) {
      case LOADING ->
          world.channel == Channel.SILENT
              ? DestinationView.LOADING_SILENT
              : DestinationView.LOADING;
      case LOADED -> DestinationView.LOADED;
      case RUNNING, COLD -> DestinationView.RUNNING;
      case DEAD -> neverRan(world) ? DestinationView.DEAD_NEVER_RAN : DestinationView.DEAD;
    };
  }

  private boolean neverRan(World world) {
    boolean leaseNeverTaken = model.scenario.leased() && world.lease != Lease.DESTINATION;
    boolean logSaysSo = !world.destinationLogLost && !world.destinationRan;
    return logSaysSo || leaseNeverTaken;
  }

  void observe(World world, Choices choices) {
    feed(world, new DestinationEvent.Observed(look(world)), choices);
  }

  void tick(World world, Choices choices) {
    observe(world, choices);
    if (world.destinationUp()) {
      feed(world, Signal.TICK, choices);
    }
  }

  /** The monitor does not answer, and the timer ticks all the same. */
  void tickBlindly(World world, Choices choices) {
    feed(world, new DestinationEvent.Observed(DestinationView.UNKNOWN), choices);
    if (world.destinationUp()) {
      feed(world, Signal.TICK, choices);
    }
  }

  /** Feeds one event and all that comes back from its effects. */
  void feed(World world, DestinationEvent event, Choices choices) {
    events.clear();
    events.add(DestinationTable.event(event));
    while (!events.isEmpty() && world.destinationUp()) {
      step(world, events.remove(), choices);
    }
  }

  void crash(World world) {
    world.destinationStanding = Standing.DOWN;
    world.destinationMemory = 0;
    if ((world.destinationCommands & Commands.CONT) != 0) {
      world.destinationCommands ^= Commands.CONT;
      world.destinationCommands |= Commands.ORPHANED_CONT;
    }
    events.clear();
  }

  void restart(World world) {
    world.destinationStanding = Standing.UP;
    world.destinationMemory =
        model.destinations.state(DestinationState.recovered(model.destinationRecord(world)));
  }

  /** Answers where there is no open record: it is closed, or it was lost with the id. */
  void answerWithoutRecord(World world, Question question) {
    Answer closed = closedResult(world);
    if (closed == null && model.mutant == Mutant.UNKNOWN_ANSWERED_CANCELLED) {
      world.frames |= Frames.CANCELLED;
      return;
    }
    for (DestinationEffect effect : NoRecord.answer(question, closed, false)) {
      act(world, effect, new Choices());
    }
  }

  private @Nullable Answer closedResult(World world) {
    if (world.destinationStanding != Standing.CLOSED) {
      return null;
    }
    DestinationWord word = model.destinationRecord(world).word();
    return word == DestinationWord.COMMITTED ? Answer.COMMITTED : Answer.CANCELLED;
  }

  private void step(World world, int event, Choices choices) {
    DestinationTable.Row row = model.destinations.row(world.destinationMemory, event);
    if (row.write()) {
      int way = choices.choose(Choices.WRITE);
      if (way != 1) {
        world.destinationDisk = row.durable();
      }
      if (way != 0) {
        events.addFirst(WRITE_FAILED);
        return;
      }
    }
    world.destinationMemory = row.state();
    for (int i = 0; i < row.effects().size(); i++) {
      boolean worthTrying = i > 0 || row.write();
      if (worthTrying && choices.choose(Choices.LIVE) == 1) {
        crash(world);
        return;
      }
      act(world, row.effects().get(i), choices);
    }
  }

  private void act(World world, DestinationEffect effect, Choices choices) {
    switch (effect) {
      case SAVE_DEFINITION -> {
        world.definitionKept = world.definitionKept || choices.choose(Choices.SAVE) == 0;
        events.addFirst(world.definitionKept ? SAVED : NOT_SAVED);
      }
      case TAKE_LEASE -> takeLease(world);
      case CONT -> command(world, Commands.CONT);
      case YANK -> command(world, Commands.YANK);
      case KILL_QEMU -> command(world, Commands.KILL);
      case RELEASE_LEASE -> {
        if (world.lease == Lease.DESTINATION) {
          world.lease = Lease.HANDED_BACK;
        }
      }
      case SAY_COMMITTED -> world.frames |= Frames.COMMITTED;
      case SAY_CANCELLED -> world.frames |= Frames.CANCELLED;
      case SAY_UNKNOWN -> world.frames |= Frames.UNKNOWN;
      case SAY_CLOSED -> world.frames |= Frames.CLOSED;
      case CLOSE_RECORD -> {
        world.destinationStanding = Standing.CLOSED;
        world.destinationMemory = 0;
      }
      case WRITE_TOMBSTONE, ALARM_RUNNING_UNASKED, ALARM_STORAGE -> {}
    }
  }

  private static void command(World world, int command) {
    if (world.destination != DestinationQemu.DEAD && !world.destinationIsDying()) {
      world.destinationCommands =
          command == Commands.KILL ? command : world.destinationCommands | command;
    }
  }

  private void takeLease(World world) {
    if (!model.scenario.leased()) {
      events.addFirst(LEASE_TAKEN);
      return;
    }
    boolean free = world.lease == Lease.FREE && model.mutant == Mutant.LEASE_FREE_IN_MID_AIR;
    if (free || world.lease == Lease.HANDED_OVER || world.lease == Lease.DESTINATION) {
      world.lease = Lease.DESTINATION;
      events.addFirst(LEASE_TAKEN);
    } else {
      events.addFirst(LEASE_REFUSED);
    }
  }
}

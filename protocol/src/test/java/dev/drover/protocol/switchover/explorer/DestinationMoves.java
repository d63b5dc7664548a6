package dev.drover.protocol.switchover.explorer;

import dev.drover.protocol.switchover.DestinationEvent;
import dev.drover.protocol.switchover.DestinationEvent.Signal;
import dev.drover.protocol.switchover.DestinationWord;
import dev.drover.protocol.switchover.NoRecord.Question;
import dev.drover.protocol.switchover.SourceWord;
import java.util.ArrayList;
import java.util.List;

/** What happens to the destination's worker, to the lease, and at a third host. */
final class DestinationMoves {
  private final Model model;
  private final DestinationExecutor executor;

  final Move restarts;
  final Move observes;
  final Move ticks;
  final Move hearsCommit;
  final Move hearsCancel;
  final Move hearsCancelStatedDead;
  final Move hearsAcknowledge;
  private final List<Move> others = new ArrayList<>();

  DestinationMoves(Model model) {
    this.model = model;
    executor = new DestinationExecutor(model);
    restarts =
        new Move(
            "destination worker starts and reads its record",
            w -> w.destinationStanding == Standing.DOWN || w.destinationStanding == Standing.OFF,
            (w, c) -> executor.restart(w));
    observes =
        new Move(
            "destination worker looks at its QEMU",
            w -> w.destinationUp() && model.destinationState(w).view() != executor.look(w),
            executor::observe);
    ticks = new Move("destination worker's timer ticks", World::destinationUp, executor::tick);
    hearsCommit =
        frame(
            "COMMIT",
            Frames.COMMIT,
            Question.COMMIT,
            (w, c) -> executor.feed(w, new DestinationEvent.CommitHeard(paused()), c));
    hearsCancel =
        frame(
            "CANCEL",
            Frames.CANCEL,
            Question.CANCEL,
            (w, c) -> executor.feed(w, Signal.CANCEL_HEARD, c));
    hearsCancelStatedDead =
        frame(
            "CANCEL with the statement that it is dead",
            Frames.CANCEL_STATED_DEAD,
            Question.CANCEL,
            (w, c) ->
                executor.feed(
                    w,
                    w.destinationRebooted ? Signal.CANCEL_HEARD_AFTER_REBOOT : Signal.CANCEL_HEARD,
                    c));
    hearsAcknowledge =
        frame(
            "ACKNOWLEDGE",
            Frames.ACKNOWLEDGE,
            Question.ACKNOWLEDGE,
            (w, c) -> executor.feed(w, Signal.ACKNOWLEDGED, c));
    addOthers();
  }

  private void addOthers() {
    others.add(
        new Move(
            "destination QEMU refuses cont",
            w ->
                w.destinationUp()
                    && (w.destinationCommands & Commands.CONT) != 0
                    && w.destination == DestinationQemu.LOADED,
            (w, c) -> {
              w.destinationCommands &= ~Commands.CONT;
              executor.feed(w, Signal.CONT_REFUSED, c);
            }));
    others.add(
        new Move(
            "destination worker's monitor hangs, its timer ticks",
            w -> w.destinationUp() && w.destination != DestinationQemu.DEAD,
            executor::tickBlindly));
    others.add(
        new Move("destination worker crashes", World::destinationUp, (w, c) -> executor.crash(w)));
    others.add(
        new Move(
            "destination host loses its power",
            w ->
                (w.destinationUp() || w.destinationStanding == Standing.DOWN)
                    && w.destination != DestinationQemu.COLD,
            (w, c) -> losePower(w)));
    others.add(
        new Move(
            "the workflow gives up before perform and cancels the destination",
            w -> w.destinationUp() && w.source == SourceQemu.IDLE,
            (w, c) -> executor.feed(w, Signal.CANCEL_HEARD, c)));
    others.add(
        new Move(
            "the workflow acknowledges for a source that has failed",
            w ->
                w.destinationUp()
                    && model.sourceRecord(w).word() == SourceWord.FAILED
                    && model.destinationState(w).word() == DestinationWord.CANCELLED,
            (w, c) -> executor.feed(w, Signal.ACKNOWLEDGED, c)));
    if (model.scenario.people()) {
      addPeople();
    }
    if (model.scenario.leased()) {
      others.add(
          new Move(
              "a third host takes the lease and boots the domain",
              w -> w.lease == Lease.FREE,
              (w, c) -> w.lease = Lease.THIRD_HOST));
    }
    if (model.scenario.recordLoss()) {
      others.add(
          new Move(
              "the destination loses its record",
              w -> w.destinationUp() || w.destinationStanding == Standing.DOWN,
              (w, c) -> {
                w.destinationStanding = Standing.LOST;
                w.destinationMemory = 0;
              }));
    }
  }

  private static void losePower(World world) {
    boolean wasSending =
        world.source == SourceQemu.ACTIVE
            || world.source == SourceQemu.PRE_SWITCHOVER
            || world.source == SourceQemu.DEVICE;
    boolean wasOpen = world.channel == Channel.OPEN;
    if (world.destination != DestinationQemu.DEAD) {
      world.destinationDies();
    }
    if (wasSending && wasOpen) {
      world.channel = Channel.SILENT;
    }
    world.destinationLogLost = true;
    world.destinationRebooted = true;
    world.destinationStanding = Standing.OFF;
    world.destinationMemory = 0;
  }

  private void addPeople() {
    others.add(statement("", Signal.SOURCE_STATED_DEAD, World.SOURCE_STATED_DEAD, false));
    others.add(
        statement(
            " and its copy still",
            Signal.SOURCE_STATED_DEAD_AND_STILL,
            World.SOURCE_STATED_STILL,
            true));
    others.add(
        new Move(
            "the user resumes the paused guest at the destination",
            w ->
                w.destination == DestinationQemu.LOADED
                    && !w.destinationIsDying()
                    && model.scenario.guestPaused()
                    && isCommitted(w),
            (w, c) -> {
              w.destination = DestinationQemu.RUNNING;
              w.destinationRan = true;
            }));
    others.add(
        new Move(
            "the domain is booted afresh at the destination",
            w ->
                w.destinationStanding == Standing.CLOSED
                    && w.destination == DestinationQemu.DEAD
                    && isCommitted(w)
                    && mayTakeLease(w),
            (w, c) -> {
              w.destination = DestinationQemu.COLD;
              w.lease = model.scenario.leased() ? Lease.DESTINATION : w.lease;
            }));
  }

  private Move statement(String what, Signal signal, int stated, boolean still) {
    return new Move(
        "a person states that the source is dead" + what,
        w ->
            w.destinationUp()
                && w.stated == 0
                && w.sourceStanding == Standing.OFF
                && (w.still || !still),
        (w, c) -> {
          w.stated = stated;
          executor.feed(w, signal, c);
        });
  }

  private boolean mayTakeLease(World world) {
    return !model.scenario.leased()
        || world.lease == Lease.DESTINATION
        || world.lease == Lease.HANDED_OVER;
  }

  private boolean isCommitted(World world) {
    boolean here =
        world.destinationStanding == Standing.CLOSED
            || (world.destinationUp()
                && model.destinationState(world).word() == DestinationWord.COMMITTED);
    return here && model.destinationRecord(world).word() == DestinationWord.COMMITTED;
  }

  private boolean paused() {
    return model.scenario.guestPaused();
  }

  private Move frame(String name, int frame, Question question, Move.Action withRecord) {
    return new Move(
        "destination worker hears " + name,
        w ->
            (w.frames & frame) != 0
                && w.destinationStanding != Standing.DOWN
                && w.destinationStanding != Standing.OFF,
        (w, c) -> {
          if (w.destinationUp()) {
            withRecord.make(w, c);
          } else {
            executor.answerWithoutRecord(w, question);
          }
        });
  }

  List<Move> all() {
    List<Move> moves =
        new ArrayList<>(
            List.of(
                restarts,
                observes,
                ticks,
                hearsCommit,
                hearsCancel,
                hearsCancelStatedDead,
                hearsAcknowledge));
    moves.addAll(others);
    return moves;
  }
}

package dev.drover.protocol.switchover.explorer;

import dev.drover.protocol.switchover.Answer;
import dev.drover.protocol.switchover.SourceEvent;
import dev.drover.protocol.switchover.SourceEvent.Signal;
import dev.drover.protocol.switchover.SourceNote;
import dev.drover.protocol.switchover.SourceWord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What happens to the source's worker. */
final class SourceMoves {
  private final Model model;
  private final SourceExecutor executor;

  final Move startsMigration;
  final Move restarts;
  final Move observes;
  final Move ticks;
  final Move arms;
  final Move linkAlive;
  final Move channelSilent;
  final Move hearsCommitted;
  final Move hearsCancelled;
  final Move hearsUnknown;
  final Move hearsClosed;
  private final List<Move> others = new ArrayList<>();

  SourceMoves(Model model) {
    this.model = model;
    executor = new SourceExecutor(model);
    startsMigration =
        new Move(
            "source worker starts the migration",
            w -> wordIs(w, SourceWord.PERFORM) && w.source == SourceQemu.IDLE,
            (w, c) -> {
              w.source = SourceQemu.ACTIVE;
              executor.observe(w, c);
            });
    restarts =
        new Move(
            "source worker starts and reads its record",
            w -> w.sourceStanding == Standing.DOWN || w.sourceStanding == Standing.OFF,
            (w, c) -> executor.restart(w));
    observes =
        new Move(
            "source worker looks at its QEMU",
            w -> w.sourceUp() && model.sourceState(w).view() != executor.look(w),
            executor::observe);
    ticks = new Move("source worker's timer ticks", World::sourceUp, executor::tick);
    arms =
        new Move(
            "source worker arms itself",
            w -> wordIs(w, SourceWord.PERFORM) && w.source != SourceQemu.IDLE,
            (w, c) ->
                executor.feed(w, new SourceEvent.ArmRequested(model.scenario.guestPaused()), c));
    linkAlive =
        signal(
            "source worker hears its peer",
            Signal.LINK_ALIVE,
            w -> mindsLink(w) && !model.sourceState(w).has(SourceNote.LINK_ALIVE));
    channelSilent =
        signal(
            "source worker sees a silent channel",
            Signal.CHANNEL_SILENT,
            w -> w.channel == Channel.SILENT && w.source == SourceQemu.DEVICE);
    hearsCommitted = answer("COMMITTED", Frames.COMMITTED, Answer.COMMITTED);
    hearsCancelled = answer("CANCELLED", Frames.CANCELLED, Answer.CANCELLED);
    hearsUnknown = frame("UNKNOWN", Frames.UNKNOWN, Signal.ANSWERED_UNKNOWN);
    hearsClosed = frame("CLOSED", Frames.CLOSED, Signal.ANSWERED_CLOSED);
    addOthers();
  }

  private void addOthers() {
    others.add(
        signal(
            "source worker finds the link dead",
            Signal.LINK_LOST,
            w -> mindsLink(w) && !model.sourceState(w).has(SourceNote.LINK_DEAD)));
    others.add(
        signal(
            "source worker has waited long for its peer",
            Signal.PEER_SILENT,
            w -> model.scenario.leased() && wordIs(w, SourceWord.PERMITTED)));
    others.add(
        signal(
            "source worker has waited long for a caller",
            Signal.ABANDONED,
            w -> w.source == SourceQemu.IDLE));
    others.add(signal("an abort is asked for", Signal.ABORT_REQUESTED, w -> true));
    others.add(
        new Move(
            "source worker's monitor hangs, its timer ticks",
            w -> w.sourceUp() && !w.source.isDead(),
            executor::tickBlindly));
    others.add(new Move("source worker crashes", World::sourceUp, (w, c) -> executor.crash(w)));
    others.add(
        new Move(
            "source host loses its power",
            w ->
                w.sourceStanding != Standing.CLOSED
                    && w.sourceStanding != Standing.OFF
                    && w.source != SourceQemu.COLD,
            (w, c) -> {
              if (!w.source.isDead()) {
                w.sourceDies(SourceQemu.DEAD);
              }
              if (w.destination == DestinationQemu.LOADING) {
                w.channel = Channel.SILENT;
              }
              w.sourceLogLost = true;
              w.sourceStanding = Standing.OFF;
              w.sourceMemory = 0;
            }));
    if (model.scenario.people()) {
      addPeople();
    }
    if (model.mutant == Mutant.WORKFLOW_TIMES_OUT_INTO_FINISH) {
      others.add(
          new Move(
              "the workflow has waited long and calls finish",
              w -> (w.frames & Frames.COMMIT) == 0,
              (w, c) -> w.frames |= Frames.COMMIT));
    }
  }

  private void addPeople() {
    others.add(
        new Move(
            "the guest's end is asked for",
            World::sourceUp,
            (w, c) -> {
              w.destroyed = true;
              executor.feed(w, Signal.DESTROY_REQUESTED, c);
            }));
    others.add(
        new Move(
            "a person states that the destination is dead",
            w ->
                w.sourceUp()
                    && w.stated == 0
                    && w.destinationStanding == Standing.OFF
                    && !model.scenario.leased(),
            (w, c) -> {
              w.stated = World.DESTINATION_STATED_DEAD;
              executor.feed(w, Signal.DESTINATION_STATED_DEAD, c);
            }));
    others.add(
        new Move(
            "the user resumes the paused guest at the source",
            w ->
                (w.source == SourceQemu.COMPLETED || w.source == SourceQemu.PAUSED)
                    && !w.sourceIsDying()
                    && model.scenario.guestPaused()
                    && isKept(w),
            (w, c) -> w.sourceRunsOn()));
    others.add(
        new Move(
            "the domain is booted afresh at the source",
            w ->
                w.sourceStanding == Standing.CLOSED
                    && w.source.isDead()
                    && isKept(w)
                    && (!model.scenario.leased() || w.lease == Lease.FREE),
            (w, c) -> {
              w.source = SourceQemu.COLD;
              w.still = false;
              w.lease = Lease.SOURCE;
            }));
  }

  private boolean wordIs(World world, SourceWord word) {
    return world.sourceUp() && model.sourceState(world).word() == word;
  }

  /** In other words a link makes no difference; the mutant shows what if it did. */
  private boolean mindsLink(World world) {
    return wordIs(world, SourceWord.PERFORM)
        || wordIs(world, SourceWord.ARMED)
        || (model.mutant == Mutant.RESUMES_WITHOUT_ANSWER && wordIs(world, SourceWord.PERMITTED));
  }

  /** The record says that the guest stays, and has no newer word that was not written. */
  private boolean isKept(World world) {
    SourceWord word = model.sourceRecord(world).word();
    boolean kept = word == SourceWord.FAILED || word == SourceWord.RESUMED;
    boolean here =
        world.sourceStanding == Standing.CLOSED
            || (world.sourceUp() && model.sourceState(world).word() == word);
    return kept && here;
  }

  private Move signal(String name, Signal signal, Predicate<World> possible) {
    return new Move(
        name, w -> w.sourceUp() && possible.test(w), (w, c) -> executor.feed(w, signal, c));
  }

  private Move answer(String name, int frame, Answer answer) {
    return new Move(
        "source worker hears " + name,
        w -> w.sourceUp() && (w.frames & frame) != 0,
        (w, c) -> executor.feed(w, new SourceEvent.Answered(answer), c));
  }

  private Move frame(String name, int frame, Signal signal) {
    return signal("source worker hears " + name, signal, w -> (w.frames & frame) != 0);
  }

  List<Move> all() {
    List<Move> moves =
        new ArrayList<>(
            List.of(
                startsMigration,
                restarts,
                observes,
                ticks,
                arms,
                linkAlive,
                channelSilent,
                hearsCommitted,
                hearsCancelled,
                hearsUnknown,
                hearsClosed));
    moves.addAll(others);
    return moves;
  }
}

package dev.drover.protocol.switchover.explorer;

import java.util.List;
import java.util.function.Predicate;

/**
 * What the two QEMUs and the channel between them do, as QEMU 7.2 does it with return-path and
 * pause-before-switchover.
 */
final class QemuMoves {
  private final boolean guestPaused;

  final Move converges =
      source(
          "source QEMU converges and stops in pre-switchover",
          w -> w.source == SourceQemu.ACTIVE && w.channel == Channel.OPEN,
          (w, c) -> {
            w.source = SourceQemu.PRE_SWITCHOVER;
            w.still = true;
          });
  final Move sendsDeviceState =
      source(
          "source QEMU sends the device state",
          w -> w.source == SourceQemu.DEVICE && !w.deviceStateSent && w.channel != Channel.CUT,
          (w, c) -> w.deviceStateSent = true);
  final Move completes =
      source(
          "source QEMU hears that all was loaded: completed",
          w -> w.source == SourceQemu.DEVICE && w.loadAcknowledged && w.channel == Channel.OPEN,
          (w, c) -> {
            w.source = SourceQemu.COMPLETED;
            w.loadAcknowledged = false;
          });
  final Move fails;
  final Move resumesByItself;
  final Move executesCancel;
  final Move executesContinue =
      source(
          "source QEMU executes migrate-continue",
          w -> (w.sourceCommands & Commands.CONTINUE) != 0,
          (w, c) -> {
            w.sourceCommands &= ~Commands.CONTINUE;
            if (w.source == SourceQemu.PRE_SWITCHOVER) {
              w.source = SourceQemu.DEVICE;
            }
          });
  final Move executesCont =
      source(
          "source QEMU executes cont",
          w -> (w.sourceCommands & Commands.CONT) != 0,
          (w, c) -> {
            w.sourceCommands &= ~Commands.CONT;
            if (w.source == SourceQemu.COMPLETED || w.source == SourceQemu.PAUSED) {
              w.sourceRunsOn();
            }
          });
  final Move executesStop =
      source(
          "source QEMU executes stop",
          w -> (w.sourceCommands & Commands.STOP) != 0,
          (w, c) -> {
            w.sourceCommands &= ~Commands.STOP;
            if (w.source == SourceQemu.RUNNING) {
              w.source = SourceQemu.PAUSED;
            }
          });
  final Move executesYank;
  final Move isKilled =
      new Move(
          "source QEMU is killed as its worker wanted",
          w -> (w.sourceCommands & Commands.KILL) != 0,
          (w, c) -> w.sourceDies(SourceQemu.DEAD));
  final Move loads =
      destination(
          "destination QEMU loads the whole guest",
          w ->
              w.destination == DestinationQemu.LOADING
                  && w.deviceStateSent
                  && w.channel != Channel.SILENT,
          (w, c) -> {
            w.destination = DestinationQemu.LOADED;
            w.loadAcknowledged = w.channel == Channel.OPEN;
          });
  final Move exits =
      destination(
          "destination QEMU finds the channel cut before the end and exits",
          w -> w.destination == DestinationQemu.LOADING && w.channel == Channel.CUT,
          (w, c) -> w.destinationDies());
  final Move executesContThere = contThere("destination QEMU executes cont", Commands.CONT);
  final Move executesOrphanedContThere =
      contThere("destination QEMU executes a dead worker's cont", Commands.ORPHANED_CONT);
  final Move executesYankThere =
      destination(
          "destination QEMU's channel is yanked",
          w -> (w.destinationCommands & Commands.YANK) != 0,
          (w, c) -> {
            w.destinationCommands &= ~Commands.YANK;
            w.channel = Channel.CUT;
          });
  final Move isKilledThere =
      new Move(
          "destination QEMU is killed as its worker wanted",
          w -> (w.destinationCommands & Commands.KILL) != 0,
          (w, c) -> w.destinationDies());
  final Move channelCut =
      new Move(
          "the channel is cut",
          w -> w.channel != Channel.CUT && w.source != SourceQemu.IDLE,
          (w, c) -> {
            w.channel = Channel.CUT;
            w.loadAcknowledged = false;
          });
  final Move channelSilent =
      new Move(
          "the channel falls silent",
          w -> w.channel == Channel.OPEN && w.source != SourceQemu.IDLE,
          (w, c) -> {
            w.channel = Channel.SILENT;
            w.loadAcknowledged = false;
          });
  final Move kernelGivesUp =
      new Move(
          "the source's kernel gives the silent channel up",
          w -> w.channel == Channel.SILENT && w.source == SourceQemu.ACTIVE,
          (w, c) -> w.channel = Channel.CUT);
  final Move sourceDies =
      new Move(
          "source QEMU dies",
          w -> !w.source.isDead() && w.source != SourceQemu.COLD,
          (w, c) -> w.sourceDies(SourceQemu.DEAD));
  final Move guestPowersOff;
  final Move destinationDies =
      new Move(
          "destination QEMU dies",
          w -> w.destination != DestinationQemu.DEAD && w.destination != DestinationQemu.COLD,
          (w, c) -> w.destinationDies());

  QemuMoves(boolean guestPaused) {
    this.guestPaused = guestPaused;
    fails =
        source(
            "source QEMU sees the channel cut: failed",
            w ->
                w.channel == Channel.CUT
                    && (w.source == SourceQemu.ACTIVE || w.source == SourceQemu.DEVICE),
            (w, c) -> fail(w));
    resumesByItself =
        source(
            "source QEMU leaves finish-migrate after its failure",
            w -> w.source == SourceQemu.FAILING,
            (w, c) -> leaveFinishMigrate(w));
    executesCancel =
        source(
            "source QEMU executes migrate_cancel",
            w -> (w.sourceCommands & Commands.CANCEL) != 0,
            (w, c) -> {
              w.sourceCommands &= ~Commands.CANCEL;
              fail(w);
            });
    executesYank =
        source(
            "source QEMU's channel is yanked",
            w -> (w.sourceCommands & Commands.YANK) != 0,
            (w, c) -> {
              w.sourceCommands &= ~Commands.YANK;
              fail(w);
            });
    guestPowersOff =
        new Move(
            "the guest powers itself off at the source",
            w -> w.source != SourceQemu.COLD && w.sourceRuns(guestPaused),
            (w, c) -> w.sourceDies(SourceQemu.POWERED_OFF));
  }

  private static Move source(String name, Predicate<World> possible, Move.Action action) {
    return new Move(name, w -> !w.sourceIsDying() && possible.test(w), action);
  }

  private static Move destination(String name, Predicate<World> possible, Move.Action action) {
    return new Move(name, w -> !w.destinationIsDying() && possible.test(w), action);
  }

  private static Move contThere(String name, int command) {
    return destination(
        name,
        w -> (w.destinationCommands & command) != 0,
        (w, c) -> {
          w.destinationCommands &= ~command;
          if (w.destination == DestinationQemu.LOADED) {
            w.destination = DestinationQemu.RUNNING;
            w.destinationRan = true;
          }
        });
  }

  private void fail(World world) {
    switch (world.source) {
      case ACTIVE -> leaveFinishMigrate(world);
      case PRE_SWITCHOVER, DEVICE -> world.source = SourceQemu.FAILING;
      case IDLE, COMPLETED, FAILING, RUNNING, PAUSED, DEAD, POWERED_OFF, COLD -> {
        return;
      }
    }
    world.channel = Channel.CUT;
    world.loadAcknowledged = false;
  }

  private void leaveFinishMigrate(World world) {
    if (guestPaused) {
      world.source = SourceQemu.PAUSED;
    } else {
      world.sourceRunsOn();
    }
  }

  List<Move> all() {
    return List.of(
        converges,
        sendsDeviceState,
        completes,
        fails,
        resumesByItself,
        executesCancel,
        executesContinue,
        executesCont,
        executesStop,
        executesYank,
        isKilled,
        loads,
        exits,
        executesContThere,
        executesOrphanedContThere,
        executesYankThere,
        isKilledThere,
        channelCut,
        channelSilent,
        kernelGivesUp,
        sourceDies,
        guestPowersOff,
        destinationDies);
  }
}

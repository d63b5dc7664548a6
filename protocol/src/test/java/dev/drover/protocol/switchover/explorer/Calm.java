package dev.drover.protocol.switchover.explorer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What follows when nothing breaks any more and no person helps: workers start, commands are
 * executed, QEMU goes on, frames sent from now on arrive, timers tick. Whatever was on the link is
 * lost, and the workflow is gone, so every side has to repeat itself. The order is fixed, so each
 * world has one calm future; futures that meet are walked once.
 */
final class Calm {
  /** Both records were closed. */
  static final int CLOSED = 1;

  /** The guest is alive on a host that owns it. */
  static final int ALIVE = 2;

  private static final byte UNDER_WAY = 4;
  private static final int KNOWN = 8;

  private final Model model;
  private final List<Move> eager;
  private final List<Move> hearing;
  private final List<Integer> frames;
  private final List<Move> patient;
  private final List<Move> ticking;
  private final Worlds worlds = new Worlds();
  private byte[] ends = new byte[1 << 16];
  private final Choices noFaults = new Choices();

  Calm(Model model, QemuMoves qemu, SourceMoves source, DestinationMoves destination) {
    this.model = model;
    eager =
        List.of(
            source.restarts,
            destination.restarts,
            qemu.isKilled,
            qemu.isKilledThere,
            qemu.executesCancel,
            qemu.executesYank,
            qemu.executesYankThere,
            qemu.executesContinue,
            qemu.executesCont,
            qemu.executesStop,
            qemu.executesContThere,
            qemu.executesOrphanedContThere,
            qemu.resumesByItself,
            qemu.completes,
            qemu.fails,
            qemu.sendsDeviceState,
            qemu.loads,
            qemu.exits,
            source.observes,
            destination.observes);
    hearing =
        List.of(
            source.hearsCommitted,
            source.hearsCancelled,
            source.hearsUnknown,
            source.hearsClosed,
            destination.hearsCommit,
            destination.hearsCancel,
            destination.hearsCancelStatedDead,
            destination.hearsAcknowledge);
    frames =
        List.of(
            Frames.COMMITTED,
            Frames.CANCELLED,
            Frames.UNKNOWN,
            Frames.CLOSED,
            Frames.COMMIT,
            Frames.CANCEL,
            Frames.CANCEL_STATED_DEAD,
            Frames.ACKNOWLEDGE);
    patient = List.of(source.linkAlive, source.startsMigration, source.arms, qemu.converges);
    ticking = List.of(qemu.kernelGivesUp, source.channelSilent, source.ticks, destination.ticks);
  }

  /** Returns {@link #CLOSED} and {@link #ALIVE} as bits, for the calm future of this world. */
  int end(World from) {
    World world = from.copy();
    world.frames = 0;
    List<Integer> path = new ArrayList<>();
    int end;
    while (true) {
      int number = worlds.add(world);
      if (number < 0 && ends[-1 - number] != 0) {
        int known = ends[-1 - number];
        end = known == UNDER_WAY ? KNOWN | aliveBit(world) : known;
        break;
      }
      remember(number, UNDER_WAY);
      path.add(number);
      if (isClosed(world)) {
        end = KNOWN | CLOSED | aliveBit(world);
        break;
      }
      goOn(world);
    }
    for (int number : path) {
      ends[number] = (byte) end;
    }
    return end;
  }

  /** Returns the names of the moves that lead from this world to its calm end. */
  List<String> story(World from) {
    World world = from.copy();
    world.frames = 0;
    Worlds seen = new Worlds();
    List<String> lines = new ArrayList<>();
    while (seen.add(world) >= 0 && !isClosed(world)) {
      lines.add(goOn(world));
    }
    return lines;
  }

  private void remember(int number, byte end) {
    if (number >= ends.length) {
      ends = Arrays.copyOf(ends, 2 * ends.length);
    }
    ends[number] = end;
  }

  private String goOn(World world) {
    for (Move move : eager) {
      if (move.possible().test(world)) {
        return make(move, world);
      }
    }
    for (int i = 0; i < hearing.size(); i++) {
      int frame = frames.get(i);
      if ((world.frames & frame) != 0) {
        Move move = hearing.get(i);
        boolean heard = move.possible().test(world);
        world.frames &= ~frame;
        return heard ? make(move, world) : "a frame is lost";
      }
    }
    for (Move move : patient) {
      if (move.possible().test(world)) {
        return make(move, world);
      }
    }
    for (Move move : ticking) {
      if (move.possible().test(world)) {
        make(move, world);
      }
    }
    return "time passes for both workers";
  }

  private String make(Move move, World world) {
    noFaults.rewind();
    move.action().make(world, noFaults);
    return move.name();
  }

  private static boolean isClosed(World world) {
    return world.sourceStanding == Standing.CLOSED && world.destinationStanding == Standing.CLOSED;
  }

  private int aliveBit(World world) {
    return Properties.isAlive(model, world) ? ALIVE : 0;
  }

  int size() {
    return worlds.size();
  }
}

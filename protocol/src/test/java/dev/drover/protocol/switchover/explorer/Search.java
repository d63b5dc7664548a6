package dev.drover.protocol.switchover.explorer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Breadth-first through every world that can be reached, so that the first violation is the
 * shortest.
 */
final class Search {
  /**
   * What was found.
   *
   * @param worlds number of different worlds that were reached
   * @param calmWorlds number of different worlds on the way to a calm end
   * @param violated null if everything holds
   * @param interleaving one line a move, empty if everything holds
   */
  record Result(
      int worlds, int calmWorlds, @Nullable Properties violated, List<String> interleaving) {}

  private final Model model;
  private final List<Move> moves = new ArrayList<>();
  private final Set<Properties> wanted;
  private final Calm calm;
  private final Worlds worlds = new Worlds();
  private int[] parents = new int[1 << 16];

  /**
   * Prepares a search.
   *
   * @param wanted the properties to check
   */
  Search(Model model, Set<Properties> wanted) {
    this.model = model;
    this.wanted = wanted;
    QemuMoves qemu = new QemuMoves(model.scenario.guestPaused());
    SourceMoves source = new SourceMoves(model);
    DestinationMoves destination = new DestinationMoves(model);
    moves.addAll(moves(qemu, source, destination));
    calm = new Calm(model, qemu, source, destination);
  }

  /** Returns every move that a search makes. */
  static List<Move> moves(Model model) {
    return moves(
        new QemuMoves(model.scenario.guestPaused()),
        new SourceMoves(model),
        new DestinationMoves(model));
  }

  private static List<Move> moves(
      QemuMoves qemu, SourceMoves source, DestinationMoves destination) {
    List<Move> all = new ArrayList<>(source.all());
    all.addAll(destination.all());
    all.addAll(qemu.all());
    return all;
  }

  Result run() {
    add(model.beginning(), -1);
    World world = new World();
    World next = new World();
    Choices choices = new Choices();
    for (int current = 0; current < worlds.size(); current++) {
      worlds.get(current, world);
      Properties violated = violated(world);
      if (violated != null) {
        return new Result(worlds.size(), calm.size(), violated, story(current, violated));
      }
      for (Move move : moves) {
        if (move.possible().test(world)) {
          do {
            worlds.get(current, next);
            move.action().make(next, choices);
            add(next, current);
          } while (choices.next());
        }
      }
    }
    return new Result(worlds.size(), calm.size(), null, List.of());
  }

  private @Nullable Properties violated(World world) {
    boolean calmMatters =
        wanted.contains(Properties.CALM_CLOSES) || wanted.contains(Properties.WHOLE_COPY_LIVES);
    int calmEnd = calmMatters ? calm.end(world) : 0;
    for (Properties property : wanted) {
      if (!property.holds(model, world, calmEnd)) {
        return property;
      }
    }
    return null;
  }

  private void add(World world, int parent) {
    world.forget();
    int number = worlds.add(world);
    if (number < 0) {
      return;
    }
    if (number >= parents.length) {
      parents = Arrays.copyOf(parents, 2 * parents.length);
    }
    parents[number] = parent;
  }

  private List<String> story(int last, Properties violated) {
    Deque<Integer> path = new ArrayDeque<>();
    for (int number = last; number >= 0; number = parents[number]) {
      path.addFirst(number);
    }
    List<String> lines = new ArrayList<>();
    int before = path.removeFirst();
    for (int after : path) {
      lines.add(nameOf(before, after));
      before = after;
    }
    if (violated == Properties.CALM_CLOSES || violated == Properties.WHOLE_COPY_LIVES) {
      World world = new World();
      worlds.get(last, world);
      lines.add("from here on nothing breaks any more, and all the same:");
      lines.addAll(calm.story(world));
    }
    return lines;
  }

  private String nameOf(int before, int after) {
    World wanted = new World();
    worlds.get(after, wanted);
    World world = new World();
    Choices choices = new Choices();
    for (Move move : moves) {
      worlds.get(before, world);
      if (move.possible().test(world)) {
        do {
          worlds.get(before, world);
          move.action().make(world, choices);
          world.forget();
          if (world.low() == wanted.low() && world.high() == wanted.high()) {
            return move.name() + choices.faults();
          }
        } while (choices.next());
      }
    }
    throw new IllegalStateException("no move leads from world " + before + " to " + after);
  }
}

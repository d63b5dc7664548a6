package dev.drover.protocol.switchover.explorer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Walks through every way in which one move can go. The move asks {@link #choose} wherever it may
 * go one way or another; it is made again until {@link #next} says that all ways were seen.
 */
final class Choices {
  /** How a write can go. */
  static final List<String> WRITE =
      List.of("", "the write fails", "the write reports failure but is on disk");

  /** Whether the worker lives on between two of its actions. */
  static final List<String> LIVE = List.of("", "the worker crashes in the middle");

  /** Whether the definition can be saved. */
  static final List<String> SAVE = List.of("", "the definition cannot be saved");

  private int[] taken = new int[16];
  private final List<List<String>> ways = new ArrayList<>();
  private int depth;

  /** Returns the number of the way to go; 0 is the way without a fault. */
  int choose(List<String> named) {
    if (depth == ways.size()) {
      if (depth == taken.length) {
        taken = Arrays.copyOf(taken, 2 * depth);
      }
      taken[depth] = 0;
      ways.add(named);
    }
    return taken[depth++];
  }

  /** Prepares the next way; returns false, and starts afresh, when there is none. */
  boolean next() {
    depth = 0;
    while (!ways.isEmpty()) {
      int last = ways.size() - 1;
      if (++taken[last] < ways.get(last).size()) {
        return true;
      }
      ways.remove(last);
    }
    return false;
  }

  /** Starts afresh: the way without any fault comes next. */
  void rewind() {
    depth = 0;
    ways.clear();
  }

  /** Returns the faults on the way that was gone, for people. */
  String faults() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < depth; i++) {
      if (taken[i] != 0) {
        text.append("; ").append(ways.get(i).get(taken[i]));
      }
    }
    return text.toString();
  }
}

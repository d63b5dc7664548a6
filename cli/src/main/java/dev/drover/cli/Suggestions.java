package dev.drover.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what a misspelled word probably meant. */
public final class Suggestions {
  /** More edits than this are another word, not a slip. */
  private static final int MAX_DISTANCE = 3;

  private Suggestions() {}

  /** Returns the word nearest to the given one, unless none is near; half of it must be right. */
  public static Optional<String> nearest(String word, Collection<String> words) {
    return words.stream()
        .filter(candidate -> distance(word, candidate) <= Math.min(MAX_DISTANCE, word.length() / 2))
        .min(Comparator.comparingInt(candidate -> distance(word, candidate)));
  }

  /** Returns Levenshtein's distance: the fewest insertions, deletions and replacements. */
  static int distance(String left, String right) {
    int[] previous = new int[right.length() + 1];
    for (int column = 0; column <= right.length(); column++) {
      previous[column] = column;
    }
    for (int row = 1; row <= left.length(); row++) {
      int[] current = new int[right.length() + 1];
      current[0] = row;
      for (int column = 1; column <= right.length(); column++) {
        int replaced =
            previous[column - 1] + (left.charAt(row - 1) == right.charAt(column - 1) ? 0 : 1);
        current[column] = Math.min(replaced, Math.min(previous[column], current[column - 1]) + 1);
      }
      previous = current;
    }
    return previous[right.length()];
  }
}

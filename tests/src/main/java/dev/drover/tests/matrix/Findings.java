package dev.drover.tests.matrix;

import java.util.ArrayList;
import java.util.List;

/** What was found wrong in one cell. */
final class Findings {
  /**
   * One thing that is wrong.
   *
   * @param sentence what exactly
   */
  record Finding(Violation violation, String sentence) {}

  private final List<Finding> all = new ArrayList<>();

  void add(Violation violation, String sentence) {
    all.add(new Finding(violation, sentence));
  }

  /** Does something that must succeed, and notes it if it does not. */
  void expect(Violation otherwise, Runnable wait) {
    try {
      wait.run();
    } catch (AssertionError | RuntimeException e) {
      add(otherwise, String.valueOf(e.getMessage()));
    }
  }

  List<Finding> all() {
    return List.copyOf(all);
  }

  boolean isEmpty() {
    return all.isEmpty();
  }
}

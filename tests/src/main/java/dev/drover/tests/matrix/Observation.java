package dev.drover.tests.matrix;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a cell's run has shown.
 *
 * @param outcome null if nobody could tell, or if it was not run
 * @param wrong what must not be
 * @param skipped why it was not run; null if it was
 * @param millis what the run took
 * @param outageMicros the longest time without a tick that anybody heard
 */
record Observation(
    Cell cell,
    @Nullable Outcome outcome,
    List<Findings.Finding> wrong,
    @Nullable String skipped,
    long millis,
    long outageMicros) {
  Observation {
    requireNonNull(cell, "cell is null");
    wrong = List.copyOf(wrong);
  }

  /** Returns an observation that was not made. */
  static Observation skipped(Cell cell, String why) {
    return new Observation(cell, null, List.of(), why, 0, 0);
  }

  /** Returns an observation of a fault that could not be done. */
  static Observation notDone(Cell cell, String why) {
    return new Observation(
        cell, null, List.of(new Findings.Finding(Violation.NOT_DONE, why)), null, 0, 0);
  }

  /** Returns whether it was run and all of it was as the law has it. */
  boolean holds() {
    return skipped == null && wrong.isEmpty();
  }

  /** Returns how often something was found wrong. */
  long count(Violation violation) {
    return wrong.stream().filter(one -> one.violation() == violation).count();
  }

  /** Returns the outcome for a table. */
  String word() {
    if (skipped != null) {
      return "skipped";
    }
    String seen = outcome == null ? "?" : outcome.word();
    return wrong.isEmpty() ? seen : "**" + seen + "**";
  }

  /** Returns one line for people. */
  String line() {
    if (skipped != null) {
      return "skipped  " + cell + ": " + skipped;
    }
    String what =
        "%s  %s: expected %s, observed %s; %.1f s"
            .formatted(
                holds() ? "ok     " : "WRONG  ",
                cell,
                Tables.expected(cell),
                outcome == null ? "nothing" : outcome.word(),
                millis / 1000.0);
    return wrong.stream()
        .map(one -> "\n         " + one.violation().title() + ": " + one.sentence())
        .collect(Collectors.joining("", what, ""));
  }
}

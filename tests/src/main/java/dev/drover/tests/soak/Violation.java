package dev.drover.tests.soak;

import static java.util.Objects.requireNonNull;

/**
 * Something that must never happen, and did.
 *
 * @param about the guest's or the process' name
 * @param sentence what was seen, with the numbers
 */
record Violation(Kind kind, String about, String sentence) {
  /** What must never happen. */
  enum Kind {
    SECOND_COPY("second copy"),
    SECOND_HISTORY("second history"),
    MISSED_TICK("missed tick"),
    BROKEN_MEMORY("broken memory"),
    LOST_GUEST("lost guest"),
    WRONG_ANSWER("wrong answer"),
    ORPHAN("orphan"),
    STUCK_JOB("stuck job"),
    DEFECT("defect");

    private final String title;

    Kind(String title) {
      this.title = requireNonNull(title, "title is null");
    }

    String title() {
      return title;
    }
  }

  Violation {
    requireNonNull(kind, "kind is null");
    requireNonNull(about, "about is null");
    requireNonNull(sentence, "sentence is null");
  }

  @Override
  public String toString() {
    return "%s, %s: %s".formatted(kind.title(), about, sentence);
  }
}

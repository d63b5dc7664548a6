package dev.drover.tests.matrix;

import static java.util.Objects.requireNonNull;

/** What must not come of any fault. */
public enum Violation {
  SECOND_COPY("second copies"),
  SECOND_HISTORY("ticks executed twice"),
  MISSED("ticks missed"),
  DAMAGED("damaged memories"),
  ORPHAN("orphans"),
  STUCK("stuck jobs"),
  UNEXPECTED("other outcomes than expected"),
  NOT_DONE("faults that could not be done");

  private final String title;

  Violation(String title) {
    this.title = requireNonNull(title, "title is null");
  }

  /** Returns the plural, for a count. */
  public String title() {
    return title;
  }
}

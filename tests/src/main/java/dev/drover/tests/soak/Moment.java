package dev.drover.tests.soak;

import static java.util.Objects.requireNonNull;

/** A point in a move that a fault waits for. */
enum Moment {
  /** Somebody has asked for the move. */
  ASKED("asked for", 400),
  /** The destination has its record: its QEMU is started, and the memory flows. */
  PREPARED("prepared", 1500),
  /** The source is about to let the device state go: a dozen milliseconds decide. */
  ARMED("armed", 12),
  /** The destination has heard COMMIT. */
  STARTING("starting", 12),
  /** Both hosts have closed the records. */
  CLOSED("over", 300);

  private final String title;
  private final int mostMillisLater;

  Moment(String title, int mostMillisLater) {
    this.title = requireNonNull(title, "title is null");
    this.mostMillisLater = mostMillisLater;
  }

  /** Returns it as the end of "when the move is". */
  String title() {
    return title;
  }

  /** Returns how long after it a fault may come, in milliseconds. */
  int mostMillisLater() {
    return mostMillisLater;
  }
}

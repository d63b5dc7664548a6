package dev.drover.worker.metrics;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.util.Arrays;

/** The upper bounds of a histogram's buckets, and why they are these. */
enum Buckets {
  NONE(""),
  BLACKOUT(
      "fine at the tens of milliseconds that a switchover takes where nothing is wrong; 300 ms is QEMU's own default"
          + " of `downtime-limit`, 1 s what people notice, 10 s when drover cuts a channel in which nothing moves",
      5,
      10,
      15,
      20,
      30,
      50,
      100,
      200,
      300,
      500,
      1_000,
      2_000,
      5_000,
      10_000,
      30_000),
  MOVE(
      "from a small idle guest to a large busy one; 1 h is where the alert on long moves stands",
      250,
      500,
      1_000,
      2_000,
      5_000,
      10_000,
      30_000,
      60_000,
      120_000,
      300_000,
      600_000,
      1_800_000,
      3_600_000),
  QMP(
      "1 s is drover's deadline for a look, 5 s for a command; far below them a QEMU is idle or busy",
      1,
      2,
      5,
      10,
      50,
      100,
      500,
      1_000,
      5_000),
  RECORD(
      "one such write lies inside each blackout, on the destination: its milliseconds are the guest's",
      1,
      2,
      5,
      10,
      20,
      50,
      100,
      500,
      1_000,
      5_000);

  private final String why;
  private final ImmutableList<Duration> bounds;

  Buckets(String why, long... millis) {
    this.why = requireNonNull(why, "why is null");
    this.bounds =
        Arrays.stream(millis).mapToObj(Duration::ofMillis).collect(ImmutableList.toImmutableList());
  }

  /** Returns the reason for the bounds. */
  String why() {
    return why;
  }

  /** Returns the bounds, ascending; the last bucket above them is without bound. */
  ImmutableList<Duration> bounds() {
    return bounds;
  }
}

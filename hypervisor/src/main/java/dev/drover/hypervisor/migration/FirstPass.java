package dev.drover.hypervisor.migration;

import java.time.Duration;

/**
 * Judges how long the first pass over the guest's memory still takes, by how fast it went so far.
 * Not thread-safe.
 */
final class FirstPass {
  /** Nobody can tell yet. */
  static final Duration UNKNOWN = Duration.ofSeconds(1);

  /** So near is the end. Several looks fit in. */
  static final Duration NEAR = Duration.ofMillis(500);

  /** A 1 GiB guest of zeros is over after a third of a second. */
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private long firstRemaining = -1;
  private long firstNanos;

  /**
   * Returns how long the pass still takes; {@link #UNKNOWN} when it is looked at for the first
   * time, or stands still.
   *
   * @param remainingBytes what QEMU has still to send in this pass
   * @param nanos now, as {@link System#nanoTime}
   */
  Duration left(long remainingBytes, long nanos) {
    if (firstRemaining < 0) {
      firstRemaining = remainingBytes;
      firstNanos = nanos;
      return UNKNOWN;
    }
    double sent = (double) firstRemaining - remainingBytes;
    return sent <= 0
        ? UNKNOWN
        : Duration.ofNanos(
            (long) Math.min(Long.MAX_VALUE, remainingBytes / sent * (nanos - firstNanos)));
  }

  /** Returns when to look again: half-way, so that the looks get closer towards the end. */
  static Duration pause(Duration left) {
    if (left.equals(UNKNOWN)) {
      return SHORTEST_PAUSE;
    }
    Duration half = left.dividedBy(2);
    return half.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : half;
  }
}

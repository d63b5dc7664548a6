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

  /** A 1 GiB guest of zeros is over after 45 ms, and the word's write takes 2 to 3 of them. */
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(10);

  private static final Duration LONGEST_BLIND_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private long firstRemaining = -1;
  private long firstNanos;
  private Duration blindPause = SHORTEST_PAUSE;

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

  /**
   * Returns when to look again: half-way, so that the looks get closer towards the end. While
   * nothing can be told, the pause is short at first and doubles.
   */
  Duration pause(Duration left) {
    if (left.equals(UNKNOWN)) {
      Duration pause = blindPause;
      blindPause = shorter(pause.multipliedBy(2), LONGEST_BLIND_PAUSE);
      return pause;
    }
    return shorter(left.dividedBy(2), LONGEST_PAUSE);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}

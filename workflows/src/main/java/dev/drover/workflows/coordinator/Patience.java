package dev.drover.workflows.coordinator;

import java.time.Duration;
import java.util.List;

/**
 * How long one call is waited for. Every wait that ends without an answer leaves a line for the
 * operator and about six events in the history, so the waits grow: a host that is gone for a month
 * costs some thousands of events, and the server allows 51200.
 *
 * @param repeats how often the call has been made already
 * @param left how long it is still tried; zero: for ever
 */
record Patience(int repeats, Duration left) {
  // The first one: a host whose worker is not there is reported within 20 seconds.
  private static final List<Duration> WAITS =
      List.of(
          Duration.ofSeconds(14),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(1));
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30));

  /** The first time of a call that is tried for ever, or once. */
  static final Patience ENDLESS = new Patience(0, Duration.ZERO);

  boolean isBounded() {
    return !left.isZero();
  }

  /** Returns how long somebody is given to take the call. */
  Duration given() {
    return isBounded() ? left : WAITS.get(Math.min(repeats, WAITS.size() - 1));
  }

  /** Returns the pause after an answer that settles nothing. */
  Duration pause() {
    Duration pause = PAUSES.get(Math.min(repeats, PAUSES.size() - 1));
    return isBounded() && left.compareTo(pause) < 0 ? left : pause;
  }
}

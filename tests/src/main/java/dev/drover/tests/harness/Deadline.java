package dev.drover.tests.harness;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for a condition, and says the last state seen when the time is over. */
public final class Deadline {
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  private Deadline() {}

  /**
   * Looks again and again until the state is as wanted.
   *
   * @param what is waited for, in words
   * @return the state that was as wanted
   * @throws AssertionError with the last state if the deadline passes
   */
  public static <T> T await(Duration within, String what, Supplier<T> look, Predicate<T> wanted) {
    long end = System.nanoTime() + within.toNanos();
    while (true) {
      T state = look.get();
      if (wanted.test(state)) {
        return state;
      }
      if (System.nanoTime() > end) {
        throw new AssertionError(
            "waited " + within.toMillis() + " ms for: " + what + "; last state: " + state);
      }
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
  }
}

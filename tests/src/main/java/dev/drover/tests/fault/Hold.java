package dev.drover.tests.fault;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets time pass where time is the fault: somebody is away for so long, or nobody says anything.
 */
public final class Hold {
  private Hold() {}

  /** Returns when the time is over. */
  public static void on(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}

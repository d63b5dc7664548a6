package dev.drover.worker.runtime;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * Runs a service until the process is told to end (SIGTERM, SIGINT). Owns the only shutdown hook of
 * the process.
 */
public final class Foreground {
  private Foreground() {}

  /**
   * Waits for the signal, closes the service and ends the process: status 0 if the service closed
   * within the bound, 1 if not. Never returns normally.
   */
  public static void serve(AutoCloseable service, Duration bound) {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> closeAndHalt(service, bound), "drover-shutdown"));
    CountDownLatch forever = new CountDownLatch(1);
    try {
      forever.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Halts because a JVM that ends by a signal would report 128 + the signal's number. */
  private static void closeAndHalt(AutoCloseable service, Duration bound) {
    Runtime.getRuntime().halt(closesWithin(service, bound) ? 0 : 1);
  }

  static boolean closesWithin(AutoCloseable service, Duration bound) {
    CountDownLatch closed = new CountDownLatch(1);
    Thread closer =
        new Thread(
            () -> {
              try {
                service.close();
                closed.countDown();
              } catch (Exception e) {
                System.err.println("drover: the service did not close cleanly: " + e.getMessage());
              }
            },
            "drover-close");
    closer.setDaemon(true);
    closer.start();
    try {
      closer.join(bound.toMillis());
      return closed.getCount() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

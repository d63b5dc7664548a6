package dev.drover.tests.soak;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Victims that are away at the moment: each is given one fault at a time, and comes back on a
 * thread of its own. Used by one thread.
 */
final class Lanes implements AutoCloseable {
  /** Both hosts, the coordinator, the server and a QEMU of each guest. */
  private static final int MOST_AWAY = 8;

  private final Set<String> away = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService returns =
      Executors.newScheduledThreadPool(MOST_AWAY, Lanes::thread);
  private final Consumer<String> trouble;

  /**
   * @param trouble takes a sentence about a victim that does not come back
   */
  Lanes(Consumer<String> trouble) {
    this.trouble = requireNonNull(trouble, "trouble is null");
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "return of a victim");
    thread.setDaemon(true);
    return thread;
  }

  /** Waits until a victim is back from the fault before. */
  void awaitBack(String victim, Duration within) {
    long end = System.nanoTime() + within.toNanos();
    while (away.contains(victim) && System.nanoTime() < end) {
      LockSupport.parkNanos(5_000_000);
    }
  }

  /** Brings a victim back after a while. */
  void bringBack(String victim, Duration after, Runnable how) {
    away.add(victim);
    ScheduledFuture<?> unused =
        returns.schedule(() -> back(victim, how), after.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void back(String victim, Runnable how) {
    try {
      how.run();
    } catch (AssertionError | RuntimeException e) {
      trouble.accept("%s did not come back: %s".formatted(victim, e.getMessage()));
    }
    away.remove(victim);
  }

  /** Returns who is away. */
  Set<String> away() {
    return Set.copyOf(away);
  }

  /** Brings nobody back any more. */
  @Override
  public void close() {
    returns.shutdownNow();
  }
}

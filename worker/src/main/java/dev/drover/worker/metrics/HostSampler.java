package dev.drover.worker.metrics;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the host when it is scraped, and keeps what it saw. A scrape waits half a second at
 * most, whatever hangs: it then goes out with the numbers from before, which say how old they are.
 */
final class HostSampler implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HostSampler.class);
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final Supplier<HostSample> look;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread made = new Thread(task, "drover-numbers");
            made.setDaemon(true);
            return made;
          });
  private @Nullable Future<?> running;
  private volatile @Nullable HostSample last;
  private volatile long lastNanos = System.nanoTime();

  /**
   * @param look may block
   */
  HostSampler(Supplier<HostSample> look) {
    this.look = requireNonNull(look, "look is null");
  }

  /** Looks again, or waits for the look that is under way; for a short time only. */
  synchronized void refresh() {
    Future<?> present = running;
    if (present == null || present.isDone()) {
      present = thread.submit(this::take);
      running = present;
    }
    try {
      present.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.warn("This host's numbers are not there in time; the last ones stand.");
    } catch (ExecutionException e) {
      LOG.warn("This host's numbers cannot be taken; the last ones stand: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void take() {
    long began = System.nanoTime();
    last = look.get();
    lastNanos = began;
  }

  /** Returns what was seen last; empty before anything was. */
  Optional<HostSample> last() {
    return Optional.ofNullable(last);
  }

  /** Returns how long ago that was; since this was made, if nothing was seen. */
  Duration age() {
    return Duration.ofNanos(System.nanoTime() - lastNanos);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}

package dev.drover.hypervisor.migration;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs everything that concerns one migration on one thread, in the order of arrival: frames,
 * calls, QEMU's events and its own clock. What runs here may block on the disk and on QEMU; it must
 * never block on the other host.
 */
final class SerialActor implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SerialActor.class);

  private final String name;
  private final ScheduledThreadPoolExecutor thread;

  /**
   * @param name of the thread, as it shows in a thread dump
   */
  SerialActor(String name) {
    this.name = requireNonNull(name, "name is null");
    thread =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread made = new Thread(task, name);
              made.setDaemon(true);
              return made;
            });
    thread.setRemoveOnCancelPolicy(true);
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /**
   * Runs a task after everything that is waiting. A task that throws is logged and does not stop
   * the actor.
   */
  void tell(Runnable task) {
    try {
      thread.execute(() -> guarded(task));
    } catch (RejectedExecutionException e) {
      log.debug("{}: ended, a late task is dropped", name);
    }
  }

  /** Runs a task after a time, unless the actor is closed before. */
  @SuppressWarnings("FutureReturnValueIgnored") // Closing the actor is what ends it.
  void after(Duration delay, Runnable task) {
    try {
      thread.schedule(() -> guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      log.debug("{}: ended, a late task is dropped", name);
    }
  }

  /** Runs a task again and again until the actor is closed. */
  @SuppressWarnings("FutureReturnValueIgnored") // Closing the actor is what ends it.
  void every(Duration period, Runnable task) {
    thread.scheduleWithFixedDelay(
        () -> guarded(task), period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Runs a task and waits for its answer.
   *
   * @throws DroverException what the task threw, or QEMU_UNRESPONSIVE if it did not end in time (it
   *     still runs)
   */
  <T> T ask(Duration deadline, Callable<T> task) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    tell(
        () -> {
          try {
            answer.complete(task.call());
          } catch (Exception e) {
            answer.completeExceptionally(e);
          }
        });
    return await(answer, deadline);
  }

  /** Waits for an answer of this actor from another thread; see {@link #ask}. */
  <T> T await(CompletableFuture<T> answer, Duration deadline) {
    try {
      return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof DroverException failure) {
        throw failure;
      }
      throw new DroverException(FailureCode.INTERNAL, name + ": " + e.getCause(), e.getCause());
    } catch (TimeoutException e) {
      throw new DroverException(
          FailureCode.QEMU_UNRESPONSIVE,
          name
              + ": no answer within "
              + deadline.toSeconds()
              + " s; the work goes on, and asking again finds it",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DroverException(FailureCode.INTERNAL, name + ": interrupted while waiting", e);
    }
  }

  /**
   * Drops what is waiting, and waits a little for the task that runs, unless that is the caller.
   */
  @Override
  public void close() {
    thread.shutdown();
    thread.getQueue().clear();
    if (Thread.currentThread().getName().equals(name)) {
      return;
    }
    try {
      if (!thread.awaitTermination(2, TimeUnit.SECONDS)) {
        log.warn("{}: a step is still running while its worker ends", name);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      log.error("{}: a step failed; the actor goes on", name, e);
    }
  }
}

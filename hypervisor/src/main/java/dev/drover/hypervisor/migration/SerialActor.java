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
import org.jspecify.annotations.Nullable;
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
  private volatile @Nullable Thread running;
  private volatile boolean closed;

  /**
   * @param name what the actor does, for the thread dump and for people: "transfer of pacer"
   */
  SerialActor(String name) {
    this.name = requireNonNull(name, "name is null");
    thread =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread made = new Thread(task, name);
              made.setDaemon(true);
              running = made;
              return made;
            });
    thread.setRemoveOnCancelPolicy(true);
  }

  /**
   * Runs a task after everything that is waiting. A task that throws is logged and does not stop
   * the actor.
   */
  void tell(Runnable task) {
    submit(task, () -> log.debug("{}: ended, a late task is dropped", name));
  }

  /** Either the task runs or {@code dropped} does: nobody waits for an actor that has ended. */
  private void submit(Runnable task, Runnable dropped) {
    try {
      thread.execute(() -> guarded(closed ? dropped : task));
    } catch (RejectedExecutionException e) {
      dropped.run();
    }
  }

  /** Runs a task after a time, unless the actor is closed before. */
  @SuppressWarnings("FutureReturnValueIgnored") // Closing the actor is what ends it.
  void after(Duration delay, Runnable task) {
    try {
      thread.schedule(
          () -> guarded(closed ? () -> {} : task), delay.toNanos(), TimeUnit.NANOSECONDS);
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
   * @throws DroverException what the task threw; QEMU_UNRESPONSIVE if it did not end in time (it
   *     still runs); WORKER_UNREACHABLE if the actor has ended and the task never runs
   */
  <T> T ask(Duration deadline, Callable<T> task) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    submit(
        () -> {
          try {
            answer.complete(task.call());
          } catch (Exception e) {
            answer.completeExceptionally(e);
          }
        },
        () -> answer.completeExceptionally(ended()));
    return await(answer, deadline);
  }

  /** Returns what whoever waits for an ended actor is told. */
  DroverException ended() {
    return new DroverException(
        FailureCode.WORKER_UNREACHABLE,
        "The " + name + " is not served by this worker any more; asking again finds it");
  }

  /** Waits for an answer of this actor from another thread; see {@link #ask}. */
  <T> T await(CompletableFuture<T> answer, Duration deadline) {
    try {
      return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof DroverException failure) {
        throw failure;
      }
      throw new DroverException(
          FailureCode.INTERNAL, "The " + name + " failed: " + e.getCause(), e.getCause());
    } catch (TimeoutException e) {
      throw new DroverException(
          FailureCode.QEMU_UNRESPONSIVE,
          "The "
              + name
              + " came to no end within "
              + deadline.toSeconds()
              + " s; it goes on, and asking again finds it",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DroverException(
          FailureCode.WORKER_UNREACHABLE, "Nobody waits for the " + name + " any more", e);
    }
  }

  /**
   * Drops what is waiting, and waits a little for the task that runs, unless that is the caller.
   */
  @Override
  public void close() {
    closed = true;
    thread.shutdown();
    if (Thread.currentThread() == running) {
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

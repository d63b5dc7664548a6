package dev.drover.worker.runtime;

import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.Hypervisor;
import dev.drover.protocol.message.HostInfo;
import dev.drover.workflows.Failures;
import dev.drover.workflows.FleetWorkflow;
import dev.drover.workflows.StartOptions;
import dev.drover.workflows.WorkflowIds;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a worker in touch with Temporal: tries until there is a server, announces the host, and
 * announces it again when the fleet has forgotten it (an embedded server that was restarted) or
 * when something in the announcement changed. Temporal's absence is never an error here.
 */
final class TemporalKeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TemporalKeeper.class);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration CHECK = Duration.ofSeconds(10);

  private final Supplier<TemporalWorker> maker;
  private final Optional<Hypervisor> hypervisor;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "drover-temporal");
            made.setDaemon(true);
            return made;
          });

  // Only the keeper's own thread touches these, and close() after that thread has ended.
  private @Nullable TemporalWorker worker;
  private @Nullable HostInfo announced;
  private boolean wasReady;
  private long quietUntilNanos = System.nanoTime();

  private @Nullable ScheduledFuture<?> round;
  private volatile Optional<String> trouble = Optional.of("Temporal has not been asked yet.");

  /**
   * Makes a keeper that does nothing yet.
   *
   * @param maker makes a worker that has not begun; the keeper closes it
   */
  TemporalKeeper(Supplier<TemporalWorker> maker, Optional<Hypervisor> hypervisor) {
    this.maker = requireNonNull(maker, "maker is null");
    this.hypervisor = requireNonNull(hypervisor, "hypervisor is null");
  }

  /**
   * Begins to try; returns at once.
   *
   * @param ready called once, when the worker polls and is announced
   */
  void start(Runnable ready) {
    round =
        thread.scheduleWithFixedDelay(
            () -> tend(ready), 0, RETRY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Returns why Temporal is not there, in a sentence; empty if it is. */
  Optional<String> trouble() {
    return trouble;
  }

  private void tend(Runnable ready) {
    if (System.nanoTime() - quietUntilNanos < 0) {
      return;
    }
    try {
      TemporalWorker polling = polling();
      if (hypervisor.isPresent()) {
        announce(polling.client(), hypervisor.get().host());
      }
      if (trouble.isPresent()) {
        LOG.info("Temporal answers; polling");
        trouble = Optional.empty();
      }
      if (!wasReady) {
        wasReady = true;
        ready.run();
      }
      quietUntilNanos = System.nanoTime() + CHECK.toNanos();
    } catch (RuntimeException e) {
      // Whatever it is, a worker has to outlive it: guests are guarded without Temporal.
      String sentence = "Temporal: " + Failures.toDrover(e).getMessage();
      if (!trouble.equals(Optional.of(sentence))) {
        LOG.warn("{} Guests are guarded meanwhile; trying again every second.", sentence);
        LOG.debug("The reason in full", e);
        trouble = Optional.of(sentence);
      }
    }
  }

  private TemporalWorker polling() {
    if (worker != null) {
      return worker;
    }
    TemporalWorker made = maker.get();
    try {
      made.start();
    } catch (RuntimeException e) {
      made.close();
      throw e;
    }
    worker = made;
    return made;
  }

  private void announce(WorkflowClient client, HostInfo now) {
    if (fleetRuns(client) && now.equals(announced)) {
      return;
    }
    client
        .newUntypedWorkflowStub(FleetWorkflow.TYPE, StartOptions.fleet())
        .signalWithStart("announce", new Object[] {now}, new @Nullable Object[] {null});
    announced = now;
  }

  private static boolean fleetRuns(WorkflowClient client) {
    try {
      return client
              .getWorkflowServiceStubs()
              .blockingStub()
              .describeWorkflowExecution(
                  DescribeWorkflowExecutionRequest.newBuilder()
                      .setNamespace(client.getOptions().getNamespace())
                      .setExecution(WorkflowExecution.newBuilder().setWorkflowId(WorkflowIds.FLEET))
                      .build())
              .getWorkflowExecutionInfo()
              .getStatus()
          == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public void close() {
    if (round != null) {
      round.cancel(true);
    }
    thread.shutdownNow();
    try {
      if (thread.awaitTermination(1, TimeUnit.SECONDS) && worker != null) {
        worker.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package dev.drover.worker.runtime;

import static java.util.Objects.requireNonNull;

import com.uber.m3.tally.Scope;
import dev.drover.activities.HostActivitiesImpl;
import dev.drover.activities.TransferActivitiesImpl;
import dev.drover.hypervisor.Hypervisor;
import dev.drover.worker.config.Role;
import dev.drover.worker.config.WorkerConfig;
import dev.drover.workflows.DroverData;
import dev.drover.workflows.TaskQueues;
import dev.drover.workflows.coordinator.Coordinator;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One connection to Temporal and what polls through it: this worker's queues, by its roles. */
final class TemporalWorker implements AutoCloseable {
  private static final Duration ANSWER_TIME = Duration.ofSeconds(5);
  private static final Duration HEARTBEAT_THROTTLE = Duration.ofSeconds(1);
  private static final Duration STICKY_TIMEOUT = Duration.ofSeconds(1);

  /** A cold JVM on a small machine needs more than the SDK's second for its first task. */
  private static final Duration DEADLOCK_TIMEOUT = Duration.ofSeconds(5);

  private static final int WORKFLOW_SLOTS = 50;
  private static final long GRACE_MILLIS = 2000;
  private static final long LAST_MILLIS = 1000;

  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;
  private final WorkerFactory factory;

  /**
   * Makes the workers; nothing is sent yet.
   *
   * @param hypervisor there if the worker has the role host; stays the caller's
   */
  TemporalWorker(
      WorkerConfig config,
      Optional<Hypervisor> hypervisor,
      ClientConfigProfile profile,
      Scope metrics) {
    requireNonNull(metrics, "metrics is null");
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder(profile.toWorkflowServiceStubsOptions())
                .setMetricsScope(metrics)
                .setSystemInfoTimeout(ANSWER_TIME)
                .validateAndBuildWithDefaults());
    client =
        WorkflowClient.newInstance(
            stubs,
            WorkflowClientOptions.newBuilder(profile.toWorkflowClientOptions())
                .setDataConverter(DroverData.converter())
                .setIdentity(config.name() + "@" + ProcessHandle.current().pid())
                .validateAndBuildWithDefaults());
    factory = WorkerFactory.newInstance(client);
    if (config.roles().contains(Role.COORDINATOR)) {
      Coordinator.register(factory.newWorker(TaskQueues.WORKFLOWS, coordinator()));
    }
    hypervisor.ifPresent(host -> registerHost(config, host));
  }

  private static WorkerOptions coordinator() {
    return WorkerOptions.newBuilder()
        .setMaxConcurrentWorkflowTaskExecutionSize(WORKFLOW_SLOTS)
        .setMaxConcurrentWorkflowTaskPollers(2)
        .setStickyQueueScheduleToStartTimeout(STICKY_TIMEOUT)
        .setDefaultDeadlockDetectionTimeout(DEADLOCK_TIMEOUT.toMillis())
        .build();
  }

  private void registerHost(WorkerConfig config, Hypervisor hypervisor) {
    String id = hypervisor.host().id();
    // Two steps a move may overlap at most; the rest is for reads, small jobs and aborts.
    int slots = 2 * (config.maxOutgoing() + config.maxIncoming()) + 8;
    Worker host = factory.newWorker(TaskQueues.host(id), activities(slots, 2));
    host.registerActivitiesImplementations(new HostActivitiesImpl(hypervisor));
    Worker transfer =
        factory.newWorker(TaskQueues.transfer(id), activities(config.maxOutgoing(), 1));
    transfer.registerActivitiesImplementations(new TransferActivitiesImpl(hypervisor));
  }

  private static WorkerOptions activities(int slots, int pollers) {
    return WorkerOptions.newBuilder()
        .setMaxConcurrentActivityExecutionSize(slots)
        .setMaxConcurrentActivityTaskPollers(pollers)
        .setMaxHeartbeatThrottleInterval(HEARTBEAT_THROTTLE)
        .setDefaultHeartbeatThrottleInterval(HEARTBEAT_THROTTLE)
        .build();
  }

  /**
   * Starts to poll.
   *
   * @throws RuntimeException of Temporal's client if the server does not answer; this worker is
   *     then to be closed
   */
  void start() {
    requireNonNull(stubs.getServerCapabilities().get(), "a server without capabilities");
    factory.start();
  }

  WorkflowClient client() {
    return client;
  }

  /**
   * Stops to poll and ends the executions that wait, within about 3 seconds. What they wait for,
   * transfers and guests, goes on.
   */
  @Override
  public void close() {
    factory.shutdown();
    factory.awaitTermination(GRACE_MILLIS, TimeUnit.MILLISECONDS);
    factory.shutdownNow();
    factory.awaitTermination(LAST_MILLIS, TimeUnit.MILLISECONDS);
    stubs.shutdownNow();
  }
}

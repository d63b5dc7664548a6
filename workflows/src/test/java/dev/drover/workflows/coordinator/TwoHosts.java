package dev.drover.workflows.coordinator;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.message.MigrationJob;
import dev.drover.protocol.message.MigrationRequest;
import dev.drover.protocol.message.MigrationResult;
import dev.drover.workflows.DroverData;
import dev.drover.workflows.Failures;
import dev.drover.workflows.MigrationWorkflow;
import dev.drover.workflows.SearchKeys;
import dev.drover.workflows.StartOptions;
import dev.drover.workflows.TaskQueues;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Two recording hosts, a coordinator and a server, in one process and with a clock that skips. */
final class TwoHosts implements AutoCloseable {
  static final String DOMAIN = "00000000-0000-4000-8000-00000000000d";
  static final String ALPHA = "00000000-0000-4000-8000-00000000000a";
  static final String BETA = "00000000-0000-4000-8000-00000000000b";
  static final MigrationRequest REQUEST =
      new MigrationRequest(DOMAIN, ALPHA, BETA, null, "operator", "alpha", "beta");

  /** A real server, which must know drover's search attributes; empty: one in this process. */
  private static final String SERVER = System.getProperty("drover.server", "");

  private final Queue<RecordingHost.Heard> heard = new ConcurrentLinkedQueue<>();
  private final TestWorkflowEnvironment environment;
  final RecordingHost alpha = new RecordingHost(ALPHA, "alpha", heard);
  final RecordingHost beta = new RecordingHost(BETA, "beta", heard);
  final Poller alphaPoller;
  final Poller alphaTransfers;
  final Poller betaPoller;

  /** Both hosts' workers are there. */
  static TwoHosts running() {
    TwoHosts hosts = new TwoHosts();
    hosts.alphaPoller.start();
    hosts.alphaTransfers.start();
    hosts.betaPoller.start();
    return hosts;
  }

  /** No host's worker is there before its poller is started. */
  TwoHosts(WorkerInterceptor... interceptors) {
    TestEnvironmentOptions.Builder options =
        TestEnvironmentOptions.newBuilder()
            .setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder()
                    .setDataConverter(DroverData.converter())
                    // Recorded histories name who acted; by default that is this machine.
                    .setIdentity("recorder")
                    .build())
            .setWorkerFactoryOptions(
                WorkerFactoryOptions.newBuilder()
                    .setWorkflowCacheSize(50)
                    .setWorkerInterceptors(interceptors)
                    .build());
    if (SERVER.isEmpty()) {
      SearchKeys.ALL.forEach(
          key -> options.registerSearchAttribute(key.getName(), key.getValueType()));
    } else {
      options.setUseExternalService(true).setTarget(SERVER);
    }
    environment = TestWorkflowEnvironment.newInstance(options.build());
    Coordinator.register(environment.newWorker(TaskQueues.WORKFLOWS));
    alphaPoller = new Poller(TaskQueues.host(ALPHA), alpha);
    alphaTransfers = new Poller(TaskQueues.transfer(ALPHA), alpha);
    betaPoller = new Poller(TaskQueues.host(BETA), beta);
    environment.start();
  }

  /** What of a host's worker serves one queue: can die and be started again. */
  final class Poller {
    private final String queue;
    private final RecordingHost host;
    private @Nullable WorkerFactory factory;

    Poller(String queue, RecordingHost host) {
      this.queue = queue;
      this.host = host;
    }

    void start() {
      WorkerFactory fresh = WorkerFactory.newInstance(client());
      // With one slot nothing polls while a call is answered, so a worker that goes away then
      // takes no later call with it; a task that is lost so would stop the skipping clock.
      fresh
          .newWorker(
              queue, WorkerOptions.newBuilder().setMaxConcurrentActivityExecutionSize(1).build())
          .registerActivitiesImplementations(host);
      fresh.start();
      factory = fresh;
    }

    /** To be called in a step: the worker goes away as soon as the step is answered. */
    void goAway() {
      if (factory != null) {
        factory.shutdown();
      }
    }

    private void shutdownNow() {
      if (factory != null) {
        factory.shutdownNow();
      }
    }

    private void awaitTermination() {
      if (factory != null) {
        factory.awaitTermination(5, TimeUnit.SECONDS);
      }
    }
  }

  TestWorkflowEnvironment environment() {
    return environment;
  }

  WorkflowClient client() {
    return environment.getWorkflowClient();
  }

  /** Starts a migration the way drover's own client does. */
  WorkflowStub start() {
    WorkflowStub stub =
        client()
            .newUntypedWorkflowStub(MigrationWorkflow.TYPE, StartOptions.migrate(REQUEST, "guest"));
    stub.start(REQUEST);
    return stub;
  }

  /** Runs a migration to its end. */
  MigrationResult migrate() {
    return start().getResult(MigrationResult.class);
  }

  /** Runs a migration that fails and returns what its user is told. */
  DroverException failure(WorkflowStub stub) {
    try {
      MigrationResult result = stub.getResult(MigrationResult.class);
      throw new AssertionError("the migration succeeded: " + result);
    } catch (WorkflowException failure) {
      return Failures.toDrover(failure);
    }
  }

  MigrationJob job(WorkflowStub stub) {
    return stub.query("job", MigrationJob.class);
  }

  WorkflowExecutionHistory history(WorkflowStub stub) {
    return client().fetchHistory(stub.getExecution().getWorkflowId());
  }

  /**
   * Returns the calls so far in order, each as {@code step@host}, without those that only ask what
   * a host knows.
   */
  List<String> calls() {
    return heard.stream()
        .filter(one -> !one.step().equals("evidence"))
        .map(RecordingHost.Heard::toString)
        .toList();
  }

  /** Returns the arguments of all executions of a step, in their order. */
  List<Object> arguments(String step) {
    return heard.stream()
        .filter(one -> one.step().equals(step))
        .map(RecordingHost.Heard::argument)
        .toList();
  }

  /** Returns the argument of the last call of a step. */
  <T> T argument(String call, Class<T> type) {
    return heard.stream()
        .filter(one -> one.toString().equals(call))
        .reduce((first, second) -> second)
        .map(one -> type.cast(one.argument()))
        .orElseThrow(() -> new AssertionError(call + " was not made, only " + calls()));
  }

  @Override
  public void close() {
    // The SDK looks every 250 ms whether a worker has ended, so all of them end at once.
    List<Poller> pollers = List.of(alphaPoller, alphaTransfers, betaPoller);
    pollers.forEach(Poller::shutdownNow);
    environment.getWorkerFactory().shutdownNow();
    pollers.forEach(Poller::awaitTermination);
    environment.close();
  }
}

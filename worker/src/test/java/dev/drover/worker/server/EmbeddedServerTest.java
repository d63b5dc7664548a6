package dev.drover.worker.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.protocol.failure.DroverException;
import dev.drover.workflows.SearchKeys;
import io.temporal.api.taskqueue.v1.StickyExecutionAttributes;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.SearchAttributes;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class EmbeddedServerTest {
  private static final String QUEUE = "test";

  private final EmbeddedServer server = EmbeddedServer.start(0, SearchKeys.ALL);
  private final WorkflowServiceStubs stubs =
      WorkflowServiceStubs.newServiceStubs(
          WorkflowServiceStubsOptions.newBuilder()
              .setTarget("127.0.0.1:" + server.port())
              .validateAndBuildWithDefaults());
  private final WorkflowClient client = WorkflowClient.newInstance(stubs);

  @AfterEach
  void close() {
    stubs.shutdownNow();
    server.close();
  }

  @Test
  void aWorkflowGoesOnAtAnotherWorkerWhenItsOwnIsGone() throws Exception {
    WorkflowStub workflow =
        client.newUntypedWorkflowStub(
            "Waiting", WorkflowOptions.newBuilder().setTaskQueue(QUEUE).build());
    WorkerFactory first = worker();
    workflow.start();
    // The answer proves that the first worker has the workflow in its sticky cache.
    assertThat(workflow.query("waiting", Boolean.class)).isTrue();
    first.shutdownNow();
    first.awaitTermination(5, TimeUnit.SECONDS);

    WorkerFactory second = worker();
    workflow.signal("go");
    assertThat(workflow.getResult(10, TimeUnit.SECONDS, String.class)).isEqualTo("gone");
    second.shutdownNow();
  }

  @Test
  void aWorkflowMayUseTheSearchAttributesThatWereNamed() {
    SearchAttributes attributes =
        SearchAttributes.newBuilder()
            .set(SearchKeys.DOMAIN, "d")
            .set(SearchKeys.HOSTS, List.of("alpha", "beta"))
            .build();
    WorkflowStub workflow =
        client.newUntypedWorkflowStub(
            "Waiting",
            WorkflowOptions.newBuilder()
                .setTaskQueue(QUEUE)
                .setTypedSearchAttributes(attributes)
                .build());

    assertThat(workflow.start().getRunId()).isNotEmpty();
  }

  @Test
  void aClientThatChecksTheServersHealthConnects() {
    stubs.connect(Duration.ofSeconds(5));

    assertThat(stubs.isShutdown()).isFalse();
  }

  @Test
  void aPortInUseIsSaidInASentence() {
    assertThatThrownBy(() -> EmbeddedServer.start(server.port(), List.of()))
        .isInstanceOf(DroverException.class)
        .hasMessageContaining("127.0.0.1:" + server.port())
        .hasMessageContaining("another process has that port");
  }

  @Test
  void onlyStickyAttributesAreStripped() {
    RespondWorkflowTaskCompletedRequest plain =
        RespondWorkflowTaskCompletedRequest.newBuilder().setIdentity("worker").build();
    RespondWorkflowTaskCompletedRequest sticky =
        plain.toBuilder()
            .setStickyAttributes(
                StickyExecutionAttributes.newBuilder()
                    .setWorkerTaskQueue(TaskQueue.newBuilder().setName("sticky")))
            .build();

    assertThat(StickyStripper.strip(sticky)).isEqualTo(plain);
    assertThat(StickyStripper.strip("another message")).isEqualTo("another message");
  }

  private WorkerFactory worker() {
    WorkerFactory factory = WorkerFactory.newInstance(client);
    factory.newWorker(QUEUE).registerWorkflowImplementationTypes(WaitingImpl.class);
    factory.start();
    return factory;
  }

  /** Waits for a signal. */
  @WorkflowInterface
  public interface Waiting {
    @WorkflowMethod
    String run();

    @SignalMethod
    void go();

    @io.temporal.workflow.QueryMethod
    boolean waiting();
  }

  /** The only implementation. */
  public static final class WaitingImpl implements Waiting {
    private boolean gone;

    @Override
    public String run() {
      Workflow.await(() -> gone);
      return "gone";
    }

    @Override
    public void go() {
      gone = true;
    }

    @Override
    public boolean waiting() {
      return !gone;
    }
  }
}

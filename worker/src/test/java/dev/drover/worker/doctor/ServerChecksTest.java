package dev.drover.worker.doctor;

import static dev.drover.worker.doctor.Findings.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.worker.doctor.Finding.Status;
import dev.drover.worker.server.EmbeddedServer;
import dev.drover.workflows.SearchKeys;
import io.temporal.serviceclient.RpcRetryOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ServerChecksTest {
  @Test
  void theEmbeddedServerHasWhatIsNeededAndIsCalledByItsName() {
    try (EmbeddedServer server = EmbeddedServer.start(0, SearchKeys.ALL)) {
      List<Finding> findings = run("127.0.0.1:" + server.port());

      says(findings, "temporal", Status.WARNING, "The embedded server answers");
      assertThat(findings).noneMatch(one -> one.status() == Status.FAILED).hasSize(3);
    }
  }

  @Test
  void aServerThatIsNotThereIsAFailureAndNothingElseIsAsked() {
    List<Finding> findings = run("127.0.0.1:1");

    says(findings, "temporal", Status.FAILED, "No Temporal server answers at 127.0.0.1:1 (Conn");
    assertThat(findings).hasSize(1);
  }

  private static List<Finding> run(String target) {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget(target)
                .setRpcRetryOptions(
                    RpcRetryOptions.newBuilder()
                        .setExpiration(Duration.ofMillis(500))
                        .validateBuildWithDefaults())
                .validateAndBuildWithDefaults());
    try {
      return new ServerChecks(stubs, target, "default").run();
    } finally {
      stubs.shutdownNow();
    }
  }
}

package dev.drover.workflows.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.BeginCall;
import dev.drover.protocol.message.MigrationOptions;
import dev.drover.protocol.message.MigrationResult;
import dev.drover.workflows.TaskQueues;
import dev.drover.workflows.WorkflowIds;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests as any Temporal client may send them. */
class MigrationRequestTest {
  private static final Map<String, Object> SMALLEST =
      Map.of("domain", TwoHosts.DOMAIN, "source", TwoHosts.ALPHA, "destination", TwoHosts.BETA);

  private final TwoHosts hosts = TwoHosts.running();

  @AfterEach
  void close() {
    hosts.close();
  }

  private WorkflowStub start(String id, Object... input) {
    WorkflowStub stub =
        hosts
            .client()
            .newUntypedWorkflowStub(
                "Migrate",
                WorkflowOptions.newBuilder()
                    .setWorkflowId(id)
                    .setTaskQueue(TaskQueues.WORKFLOWS)
                    .build());
    stub.start(input);
    return stub;
  }

  private DroverException refusal(String id, Object... input) {
    DroverException failure = hosts.failure(start(id, input));
    assertThat(hosts.calls()).as("calls for a request that is refused").isEmpty();
    return failure;
  }

  @Test
  void theSmallestRequestOfAnUntypedClientMovesTheGuest() {
    WorkflowStub stub = start(WorkflowIds.domain(TwoHosts.DOMAIN), SMALLEST);

    assertThat(stub.getResult(MigrationResult.class).host()).isEqualTo(TwoHosts.BETA);
    assertThat(hosts.argument("begin@alpha", BeginCall.class).options())
        .isEqualTo(MigrationOptions.DEFAULTS);
  }

  @Test
  void fieldsOfANewerClientAreIgnored() {
    WorkflowStub stub =
        start(
            WorkflowIds.domain(TwoHosts.DOMAIN),
            Map.of(
                "domain",
                TwoHosts.DOMAIN,
                "source",
                TwoHosts.ALPHA,
                "destination",
                TwoHosts.BETA,
                "colour",
                "blue",
                "options",
                Map.of("maxBandwidth", 1000)));

    assertThat(stub.getResult(MigrationResult.class).host()).isEqualTo(TwoHosts.BETA);
    assertThat(hosts.argument("begin@alpha", BeginCall.class).options())
        .isEqualTo(new MigrationOptions(1000, 0));
  }

  @Test
  void everyMistakeIsNamedAtOnce() {
    DroverException failure =
        refusal(
            "domain/x",
            Map.of(
                "domain",
                "../../etc",
                "source",
                TwoHosts.ALPHA,
                "options",
                Map.of("warp", 9, "maxBandwidth", -1, "maxDowntimeMillis", 3_000_000)));

    assertThat(failure.code()).isEqualTo(FailureCode.INVALID_ARGUMENT);
    assertThat(failure.getMessage())
        .contains(
            "domain is '../../etc'",
            "destination is missing",
            "options.warp is not known",
            "options.maxBandwidth is -1",
            "options.maxDowntimeMillis is 3000000");
  }

  @Test
  void aMoveToTheSameHostIsRefused() {
    DroverException failure =
        refusal(
            WorkflowIds.domain(TwoHosts.DOMAIN),
            Map.of(
                "domain",
                TwoHosts.DOMAIN,
                "source",
                TwoHosts.ALPHA,
                "destination",
                TwoHosts.ALPHA));

    assertThat(failure.code()).isEqualTo(FailureCode.SAME_HOST);
  }

  @Test
  void anotherWorkflowIdWouldBypassTheMutexAndIsRefused() {
    DroverException failure = refusal("my-migration", SMALLEST);

    assertThat(failure.code()).isEqualTo(FailureCode.INVALID_ARGUMENT);
    assertThat(failure.getMessage())
        .contains("the workflow id is my-migration, expected domain/" + TwoHosts.DOMAIN);
  }

  @Test
  void noInputAtAllIsRefusedInWords() {
    assertThat(refusal(WorkflowIds.domain(TwoHosts.DOMAIN)).getMessage())
        .contains("there is no input");
  }

  @Test
  void inputOfAnotherShapeIsRefusedInWords() {
    DroverException failure = refusal(WorkflowIds.domain(TwoHosts.DOMAIN), "move it");

    assertThat(failure.code()).isEqualTo(FailureCode.INVALID_ARGUMENT);
    assertThat(failure.getMessage()).startsWith("The input cannot be read");
  }
}

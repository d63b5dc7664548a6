package dev.drover.workflows.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.HostAnswer;
import dev.drover.protocol.message.ReadRequest;
import dev.drover.protocol.message.ReadResult;
import dev.drover.workflows.ReadWorkflow;
import dev.drover.workflows.StartOptions;
import io.temporal.client.WorkflowStub;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadTest {
  private final TwoHosts hosts = new TwoHosts(new FastClock(5));

  @AfterEach
  void close() {
    hosts.close();
  }

  private ReadResult read(ReadRequest request) {
    return hosts
        .client()
        .newWorkflowStub(ReadWorkflow.class, StartOptions.read(request))
        .read(request);
  }

  @Test
  void everyHostAnswersForItselfInTheOrderAsked() {
    hosts.alphaPoller.start();
    hosts.betaPoller.start();

    ReadResult result = read(ReadRequest.host(List.of(TwoHosts.BETA, TwoHosts.ALPHA)));

    assertThat(result.answers())
        .containsExactly(
            HostAnswer.of(TwoHosts.BETA, hosts.beta.info()),
            HostAnswer.of(TwoHosts.ALPHA, hosts.alpha.info()));
  }

  @Test
  void aSilentHostDoesNotSpoilTheOthersAnswers() {
    hosts.alphaPoller.start();

    ReadResult result = read(ReadRequest.domains(List.of(TwoHosts.ALPHA, TwoHosts.BETA)));

    assertThat(result.answers().get(0).domains()).hasSize(1);
    assertThat(result.answers().get(0).failure()).isNull();
    assertThat(result.answers().get(1).failure()).isEqualTo(FailureCode.WORKER_UNREACHABLE);
    assertThat(result.answers().get(1).reason()).contains(TwoHosts.BETA);
  }

  @Test
  void aDefinitionThatIsRefusedBringsTheHostsOwnWords() {
    hosts.alphaPoller.start();
    hosts.alpha.whenFails("check", FailureCode.INVALID_DEFINITION, "/domain/name is missing");

    ReadResult result = read(ReadRequest.check(TwoHosts.ALPHA, "<domain/>"));

    assertThat(result.answers().get(0).failure()).isEqualTo(FailureCode.INVALID_DEFINITION);
    assertThat(result.answers().get(0).reason()).isEqualTo("/domain/name is missing");
  }

  @Test
  void aReadWithoutHostsIsRefusedInWords() {
    WorkflowStub stub =
        hosts
            .client()
            .newUntypedWorkflowStub("Read", StartOptions.read(ReadRequest.host(List.of())));
    stub.start();

    assertThat(hosts.failure(stub).code()).isEqualTo(FailureCode.INVALID_ARGUMENT);
  }
}

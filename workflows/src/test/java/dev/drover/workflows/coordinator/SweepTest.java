package dev.drover.workflows.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.HostAnswer;
import dev.drover.protocol.message.ReadRequest;
import dev.drover.protocol.message.SweepFinding;
import dev.drover.protocol.message.SweepFinding.Kind;
import dev.drover.protocol.message.SweepFinding.Verdict;
import dev.drover.protocol.message.SweepReport;
import dev.drover.protocol.message.SweepRequest;
import dev.drover.workflows.ReadWorkflow;
import dev.drover.workflows.StartOptions;
import dev.drover.workflows.SweepWorkflow;
import io.temporal.client.WorkflowStub;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SweepTest {
  private static final SweepReport FOUND =
      new SweepReport(
          List.of(new SweepFinding(Kind.FILE, null, "file /x", Verdict.SAFE, "never finished")));

  private final TwoHosts hosts = new TwoHosts(new FastClock(5));

  @AfterEach
  void close() {
    hosts.close();
  }

  @Test
  void lookingIsAReadThatRemovesNothing() {
    hosts.alphaPoller.start();
    hosts.alpha.when("sweep", usual -> FOUND);
    ReadRequest request = ReadRequest.sweep(List.of(TwoHosts.ALPHA, TwoHosts.BETA));

    List<HostAnswer> answers =
        hosts
            .client()
            .newWorkflowStub(ReadWorkflow.class, StartOptions.read(request))
            .read(request)
            .answers();

    assertThat(answers.get(0).swept()).isEqualTo(FOUND);
    assertThat(answers.get(1).failure()).isEqualTo(FailureCode.WORKER_UNREACHABLE);
    assertThat(fixes()).containsExactly(false);
  }

  @Test
  void removingIsAWorkflowOfOneHost() {
    hosts.alphaPoller.start();
    hosts.alpha.when("sweep", usual -> FOUND);

    assertThat(start(TwoHosts.ALPHA).getResult(SweepReport.class)).isEqualTo(FOUND);
    assertThat(fixes()).containsExactly(true);
  }

  @Test
  void whoAsksWhileAHostIsBeingSweptIsGivenThatResult() {
    hosts.alpha.when("sweep", usual -> FOUND);
    WorkflowStub one = start(TwoHosts.ALPHA);
    WorkflowStub other = start(TwoHosts.ALPHA);

    hosts.alphaPoller.start();

    assertThat(Objects.requireNonNull(other.getExecution()).getRunId())
        .isEqualTo(Objects.requireNonNull(one.getExecution()).getRunId());
    assertThat(other.getResult(SweepReport.class)).isEqualTo(FOUND);
    assertThat(fixes()).containsExactly(true);
  }

  @Test
  void aSilentHostIsNamed() {
    assertThat(hosts.failure(start(TwoHosts.BETA)).code())
        .isEqualTo(FailureCode.WORKER_UNREACHABLE);
    assertThat(hosts.failure(start(TwoHosts.BETA))).hasMessageContaining("beta");
  }

  private WorkflowStub start(String host) {
    SweepRequest request = new SweepRequest(host, host.equals(TwoHosts.BETA) ? "beta" : null, "me");
    WorkflowStub stub =
        hosts.client().newUntypedWorkflowStub(SweepWorkflow.TYPE, StartOptions.sweep(request));
    stub.start(request);
    return stub;
  }

  private List<Object> fixes() {
    return hosts.arguments("sweep");
  }
}

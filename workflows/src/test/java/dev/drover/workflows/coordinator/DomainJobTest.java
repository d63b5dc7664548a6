package dev.drover.workflows.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.DomainInfo;
import dev.drover.protocol.message.DomainJobRequest;
import dev.drover.workflows.Failures;
import dev.drover.workflows.JobWatch;
import dev.drover.workflows.StartOptions;
import io.temporal.client.WorkflowStub;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DomainJobTest {
  private static final DomainJobRequest REQUEST =
      new DomainJobRequest(TwoHosts.ALPHA, "alpha", TwoHosts.DOMAIN, "<domain/>", "operator");

  private final TwoHosts hosts = TwoHosts.running();

  @AfterEach
  void close() {
    hosts.close();
  }

  private WorkflowStub start(String type, DomainJobRequest request) {
    WorkflowStub stub =
        hosts.client().newUntypedWorkflowStub(type, StartOptions.domainJob(type, request));
    stub.start(request);
    return stub;
  }

  @ParameterizedTest
  @CsvSource({"Define", "Start", "Suspend", "Resume", "Destroy"})
  void aSmallJobIsOneCallOfItsHost(String type) {
    DomainInfo info = start(type, REQUEST).getResult(DomainInfo.class);

    assertThat(info.uuid()).isEqualTo(TwoHosts.DOMAIN);
    assertThat(hosts.calls()).hasSize(1).first().asString().isEqualToIgnoringCase(type + "@alpha");
  }

  @Test
  void undefineReturnsNothing() {
    start("Undefine", REQUEST).getResult(Void.class);

    assertThat(hosts.calls()).containsExactly("undefine@alpha");
  }

  @Test
  void theHostsOwnWordsReachTheUser() {
    hosts.alpha.whenFails("start", FailureCode.DOMAIN_RUNNING, "Domain guest runs already.");

    DroverException failure = hosts.failure(start("Start", REQUEST));

    assertThat(failure.code()).isEqualTo(FailureCode.DOMAIN_RUNNING);
    assertThat(failure).hasMessage("Domain guest runs already.");
  }

  @Test
  void aDefineWithoutADefinitionIsRefused() {
    DroverException failure =
        hosts.failure(
            start(
                "Define", new DomainJobRequest(TwoHosts.ALPHA, null, TwoHosts.DOMAIN, null, null)));

    assertThat(failure.code()).isEqualTo(FailureCode.INVALID_ARGUMENT);
    assertThat(failure.getMessage()).contains("xml is missing");
    assertThat(hosts.calls()).isEmpty();
  }

  @Test
  void aSecondJobOfADomainIsRefusedWithWhoHoldsItAndSinceWhen() throws InterruptedException {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    hosts.alpha.when(
        "perform",
        usual -> {
          entered.countDown();
          try {
            assertThat(released.await(20, TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
          }
          return usual;
        });
    WorkflowStub migration = hosts.start();
    assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();

    DroverException refusal = Failures.toDrover(catchThrowable(() -> start("Destroy", REQUEST)));
    JobWatch.Holder holder = new JobWatch(hosts.client()).holder(TwoHosts.DOMAIN).orElseThrow();
    released.countDown();

    assertThat(refusal.code()).isEqualTo(FailureCode.DOMAIN_BUSY);
    assertThat(holder.workflowType()).isEqualTo("Migrate");
    assertThat(holder.running()).isTrue();
    assertThat(holder.runId()).isEqualTo(migration.getExecution().getRunId());
    assertThat(hosts.calls()).doesNotContain("destroy@alpha");
  }

  @Test
  void nobodyHoldsADomainThatNeverHadAJob() {
    assertThat(new JobWatch(hosts.client()).holder(TwoHosts.DOMAIN)).isEmpty();
  }
}

package dev.drover.workflows.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.protocol.Phase;
import dev.drover.protocol.Step;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.MigrationJob;
import dev.drover.protocol.message.MigrationResult;
import dev.drover.protocol.message.Progress;
import dev.drover.workflows.Failures;
import dev.drover.workflows.JobWatch;
import io.temporal.activity.Activity;
import io.temporal.client.WorkflowStub;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobWatchTest {
  private static final Progress HALF = new Progress("active", 1000, 600, 500, 100, 10, 1, 6000);

  private final TwoHosts hosts = TwoHosts.running();
  private final JobWatch watch = new JobWatch(hosts.client());

  @AfterEach
  void close() {
    hosts.close();
  }

  @Test
  void aRunningTransferShowsItsNumbersWithoutAnyHistory() throws InterruptedException {
    CountDownLatch beaten = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    hosts.alpha.when(
        "perform",
        usual -> {
          Activity.getExecutionContext().heartbeat(HALF);
          beaten.countDown();
          try {
            assertThat(released.await(20, TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
          }
          return usual;
        });
    WorkflowStub stub = hosts.start();
    assertThat(beaten.await(20, TimeUnit.SECONDS)).isTrue();

    MigrationJob job = watch.job(TwoHosts.DOMAIN);
    released.countDown();

    assertThat(job.progress()).isEqualTo(HALF);
    assertThat(job.step()).isEqualTo(Step.PERFORM);
    assertThat(job.sourcePhase()).isEqualTo(Phase.PERFORM3);
    assertThat(job.destinationPhase()).isEqualTo(Phase.PREPARE);
    assertThat(job.ended()).isFalse();
    assertThat(watch.result(stub).host()).isEqualTo(TwoHosts.BETA);
  }

  @Test
  void aJobThatIsOverStillAnswers() {
    WorkflowStub stub = hosts.start();
    stub.getResult(MigrationResult.class);

    MigrationJob job = watch.job(TwoHosts.DOMAIN);

    assertThat(job.result()).isNotNull();
    assertThat(job.progress()).isNull();
  }

  @Test
  void aDomainWithoutAnyJobIsNotMigrating() {
    assertThatThrownBy(() -> watch.job(TwoHosts.DOMAIN))
        .extracting(failure -> Failures.toDrover(failure).code())
        .isEqualTo(FailureCode.NOT_MIGRATING);
  }

  @Test
  void theResultOfAFailedMigrationIsItsFirstError() {
    hosts.alpha.whenFails("begin", FailureCode.DOMAIN_NOT_RUNNING, "It is shut off.");

    assertThatThrownBy(() -> watch.result(hosts.start()))
        .hasMessage("It is shut off.")
        .extracting(failure -> Failures.toDrover(failure).code())
        .isEqualTo(FailureCode.DOMAIN_NOT_RUNNING);
  }
}

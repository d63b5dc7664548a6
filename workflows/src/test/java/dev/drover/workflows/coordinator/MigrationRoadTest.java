package dev.drover.workflows.coordinator;

import static dev.drover.workflows.coordinator.RecordingHost.cookie;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.protocol.Phase;
import dev.drover.protocol.Step;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.BeginCall;
import dev.drover.protocol.message.CancelResult;
import dev.drover.protocol.message.ConfirmCall;
import dev.drover.protocol.message.FinishCall;
import dev.drover.protocol.message.FinishResult;
import dev.drover.protocol.message.JobReason;
import dev.drover.protocol.message.MigrationJob;
import dev.drover.protocol.message.MigrationResult;
import dev.drover.protocol.message.PerformCall;
import dev.drover.protocol.message.PerformResult;
import dev.drover.protocol.message.PrepareCall;
import dev.drover.workflows.Failures;
import io.temporal.client.WorkflowStub;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MigrationRoadTest {
  private final TwoHosts hosts = TwoHosts.running();

  @AfterEach
  void close() {
    hosts.close();
  }

  private static Object loseAnswer(Object usual) {
    throw new IllegalStateException("the worker died after the effect of " + usual);
  }

  private static UnaryOperator<Object> performFails(FailureCode code, String reason) {
    return usual -> PerformResult.failed(null, code, reason);
  }

  @Test
  void theStepsAreCalledInOrderAndTheGuestArrives() {
    MigrationResult result = hosts.migrate();

    assertThat(hosts.calls())
        .containsExactly(
            "begin@alpha", "prepare@beta", "perform@alpha", "finish@beta", "confirm@alpha");
    assertThat(result.host()).isEqualTo(TwoHosts.BETA);
    assertThat(result.name()).isEqualTo("guest");
    assertThat(result.statistics()).isNotNull();
    assertThat(result.statistics().blackoutMicros()).isEqualTo(12_000L);
  }

  @Test
  void everyStepHandsItsCookieToTheNext() {
    hosts.migrate();

    PrepareCall prepare = hosts.argument("prepare@beta", PrepareCall.class);
    PerformCall perform = hosts.argument("perform@alpha", PerformCall.class);
    assertThat(prepare.cookie()).isEqualTo(cookie("1"));
    assertThat(prepare.definition()).isEqualTo("<domain/>");
    assertThat(perform.cookie()).isEqualTo(cookie("2"));
    assertThat(perform.dataUri()).isEqualTo("tcp:127.0.0.1:49152");
    assertThat(perform.peerAddress()).isEqualTo("127.0.0.1:7000");
    assertThat(hosts.argument("finish@beta", FinishCall.class).cookie()).isEqualTo(cookie("3"));
    assertThat(hosts.argument("confirm@alpha", ConfirmCall.class).cookie()).isEqualTo(cookie("4"));
  }

  @Test
  void aSourceThatHasHeardTheDecisionIsNotKeptWaitingForFinish() {
    CountDownLatch confirmed = new CountDownLatch(1);
    hosts.alpha.when("perform", usual -> PerformResult.permitted(true, cookie("3"), null));
    hosts.alpha.when(
        "confirm",
        usual -> {
          confirmed.countDown();
          return usual;
        });
    hosts.beta.when("finish", usual -> answerAfter(confirmed, usual));

    MigrationResult result = hosts.migrate();

    assertThat(result.host()).isEqualTo(TwoHosts.BETA);
    assertThat(hosts.calls())
        .startsWith("begin@alpha", "prepare@beta", "perform@alpha")
        .containsOnlyOnce("finish@beta", "confirm@alpha");
  }

  @Test
  void aConfirmBesideFinishThatIsNotAnsweredIsMadeAgain() {
    hosts.alpha.when("perform", usual -> PerformResult.permitted(true, cookie("3"), null));
    hosts.alpha.whenFirst(6, "confirm", MigrationRoadTest::loseAnswer);

    MigrationResult result = hosts.migrate();

    assertThat(result.host()).isEqualTo(TwoHosts.BETA);
    assertThat(hosts.calls()).endsWith("confirm@alpha");
  }

  private static Object answerAfter(CountDownLatch latch, Object answer) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).as("confirm was called").isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return answer;
  }

  @Test
  void theRunIdIsTheMigrationsIdInEveryCall() {
    WorkflowStub stub = hosts.start();
    MigrationResult result = stub.getResult(MigrationResult.class);

    assertThat(result.migrationId()).isEqualTo(stub.getExecution().getRunId());
    assertThat(hosts.argument("begin@alpha", BeginCall.class).migrationId())
        .isEqualTo(result.migrationId());
    assertThat(hosts.argument("confirm@alpha", ConfirmCall.class).migrationId())
        .isEqualTo(result.migrationId());
  }

  @Test
  void theJobShowsBothSidesAfterTheMove() {
    WorkflowStub stub = hosts.start();
    stub.getResult(MigrationResult.class);
    MigrationJob job = hosts.job(stub);

    assertThat(job.step()).isEqualTo(Step.CONFIRM);
    assertThat(job.sourcePhase()).isEqualTo(Phase.CONFIRM3);
    assertThat(job.destinationPhase()).isEqualTo(Phase.FINISH3);
    assertThat(job.sourceWord()).isEqualTo("ended");
    assertThat(job.destinationWord()).isEqualTo("committed");
    assertThat(job.requestedBy()).isEqualTo("operator");
    assertThat(job.ended()).isTrue();
    assertThat(job.reasons()).isEmpty();
  }

  @Test
  void aRefusedBeginUndoesNothing() {
    hosts.alpha.whenFails("begin", FailureCode.DOMAIN_NOT_RUNNING, "Domain guest is shut off.");

    DroverException failure = hosts.failure(hosts.start());

    assertThat(failure.code()).isEqualTo(FailureCode.DOMAIN_NOT_RUNNING);
    assertThat(failure).hasMessage("Domain guest is shut off.");
    assertThat(hosts.calls()).containsExactly("begin@alpha");
  }

  @Test
  void aRefusedPrepareIsUndoneSourceFirstAndItsWordsReachTheUser() {
    hosts.beta.whenFails("prepare", FailureCode.QEMU_START_FAILED, "qemu: no such machine pc-9.9");

    DroverException failure = hosts.failure(hosts.start());

    assertThat(failure.code()).isEqualTo(FailureCode.QEMU_START_FAILED);
    assertThat(failure).hasMessage("qemu: no such machine pc-9.9");
    assertThat(hosts.calls())
        .containsExactly(
            "begin@alpha",
            "prepare@beta",
            "cancel@alpha",
            "finish-cancelled@beta",
            "confirm-cancelled@alpha");
  }

  @Test
  void aFailedTransferEndsTheDestinationAndKeepsTheSourcesError() {
    hosts.alpha.when("perform", performFails(FailureCode.GUEST_ENDED, "The guest powered off."));
    hosts.beta.whenFails("finish-cancelled", FailureCode.STORAGE_FAILED, "disk full");

    WorkflowStub stub = hosts.start();
    DroverException failure = hosts.failure(stub);

    assertThat(failure.code()).isEqualTo(FailureCode.GUEST_ENDED);
    assertThat(failure).hasMessage("The guest powered off.");
    assertThat(hosts.calls()).contains("finish-cancelled@beta").doesNotContain("finish@beta");
    assertThat(hosts.job(stub).reasons())
        .extracting(JobReason::text)
        .first()
        .isEqualTo("The guest powered off.");
  }

  @Test
  void aDestinationThatCancelsResumesTheSourceAndItsReasonReachesTheUser() {
    hosts.beta.when("finish", usual -> new FinishResult(false, cookie("4"), "the lease is held"));

    WorkflowStub stub = hosts.start();
    DroverException failure = hosts.failure(stub);

    assertThat(failure.code()).isEqualTo(FailureCode.MIGRATION_FAILED);
    assertThat(failure).hasMessage("the lease is held");
    assertThat(hosts.calls())
        .containsExactly(
            "begin@alpha",
            "prepare@beta",
            "perform@alpha",
            "finish@beta",
            "confirm-cancelled@alpha");
    assertThat(hosts.job(stub).sourceWord()).isEqualTo("resumed");
  }

  @Test
  void aBusyDestinationIsAskedAgain() {
    UnaryOperator<Object> busy =
        usual -> {
          throw Failures.toApplicationFailure(
              new DroverException(FailureCode.HOST_BUSY, "Host beta takes no more."));
        };
    hosts.beta.whenFirst(2, "prepare", busy);

    assertThat(hosts.migrate().host()).isEqualTo(TwoHosts.BETA);
    assertThat(hosts.calls().stream().filter("prepare@beta"::equals)).hasSize(3);
  }

  @Test
  void aDestinationThatStaysBusyIsReportedAsSuch() {
    hosts.beta.whenFails("prepare", FailureCode.HOST_BUSY, "Host beta takes no more.");

    DroverException failure = hosts.failure(hosts.start());

    assertThat(failure.code()).isEqualTo(FailureCode.HOST_BUSY);
    assertThat(hosts.calls())
        .endsWith("cancel@alpha", "finish-cancelled@beta", "confirm-cancelled@alpha");
  }

  @Test
  void aLostAnswerMakesTheSameCallAgainInEveryStep() {
    hosts.alpha.whenFirst(1, "begin", MigrationRoadTest::loseAnswer);
    hosts.beta.whenFirst(1, "prepare", MigrationRoadTest::loseAnswer);
    hosts.alpha.whenFirst(2, "perform", MigrationRoadTest::loseAnswer);
    hosts.beta.whenFirst(1, "finish", MigrationRoadTest::loseAnswer);
    hosts.alpha.whenFirst(1, "confirm", MigrationRoadTest::loseAnswer);

    assertThat(hosts.migrate().host()).isEqualTo(TwoHosts.BETA);
    assertThat(hosts.calls().stream().distinct())
        .containsExactly(
            "begin@alpha", "prepare@beta", "perform@alpha", "finish@beta", "confirm@alpha");
  }

  @Test
  void anExceptionOutOfPerformIsNobodysWordAndPerformIsCalledAgain() {
    UnaryOperator<Object> stale =
        usual -> {
          throw Failures.toApplicationFailure(
              new DroverException(FailureCode.STALE_MIGRATION, "odd"));
        };
    hosts.alpha.whenFirst(3, "perform", stale);

    assertThat(hosts.migrate().host()).isEqualTo(TwoHosts.BETA);
    assertThat(hosts.calls()).doesNotContain("cancel@alpha", "finish-cancelled@beta");
  }

  @Test
  void anExceptionOutOfFinishIsNobodysWordAndTheSourceIsNotResumed() {
    UnaryOperator<Object> held =
        usual -> {
          throw Failures.toApplicationFailure(
              new DroverException(FailureCode.OUTCOME_UNKNOWN, "QEMU's monitor hangs."));
        };
    hosts.beta.whenFirst(7, "finish", held);

    WorkflowStub stub = hosts.start();
    stub.getResult(MigrationResult.class);

    assertThat(hosts.calls()).contains("confirm@alpha").doesNotContain("confirm-cancelled@alpha");
    assertThat(hosts.job(stub).reasons())
        .extracting(JobReason::text)
        .contains("QEMU's monitor hangs.");
  }

  @Test
  void twoSidesThatContradictEachOtherAreLeftAlone() {
    hosts.alpha.when("perform", performFails(FailureCode.MIGRATION_FAILED, "connection reset"));
    hosts.beta.when("finish-cancelled", usual -> new FinishResult(true, cookie("4"), null));

    DroverException failure = hosts.failure(hosts.start());

    assertThat(failure.code()).isEqualTo(FailureCode.DOMAIN_ON_TWO_HOSTS);
    assertThat(hosts.calls()).doesNotContain("confirm@alpha", "confirm-cancelled@alpha");
  }

  @Test
  void aCancelThatComesTooLateHearsTheSourcesWordInstead() {
    hosts.beta.whenFails("prepare", FailureCode.QEMU_ERROR, "prepare's answer");
    hosts.alpha.when("cancel", usual -> new CancelResult(false, "permitted"));

    assertThat(hosts.migrate().host()).isEqualTo(TwoHosts.BETA);
    assertThat(hosts.calls())
        .containsExactly(
            "begin@alpha",
            "prepare@beta",
            "cancel@alpha",
            "perform@alpha",
            "finish@beta",
            "confirm@alpha");
  }

  @Test
  void aConfirmThatFailsIsAWarningOnly() {
    hosts.alpha.whenFails("confirm", FailureCode.INTERNAL, "The domain folder cannot be removed.");

    WorkflowStub stub = hosts.start();
    assertThat(stub.getResult(MigrationResult.class).host()).isEqualTo(TwoHosts.BETA);

    assertThat(hosts.job(stub).failure()).isNull();
    assertThat(hosts.job(stub).reasons())
        .extracting(JobReason::text)
        .containsExactly("The domain folder cannot be removed.");
  }
}

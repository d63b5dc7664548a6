package dev.drover.workflows.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.AbortCall;
import dev.drover.protocol.message.JobReason;
import dev.drover.protocol.message.MigrationResult;
import dev.drover.protocol.message.PerformResult;
import dev.drover.workflows.Failures;
import dev.drover.workflows.JobWatch;
import io.temporal.client.WorkflowStub;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MigrationAbortTest {
  private static final PerformResult ABORTED =
      PerformResult.failed(null, FailureCode.OPERATION_ABORTED, "Aborted by operator.");

  private final TwoHosts hosts = TwoHosts.running();
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  @AfterEach
  void close() {
    released.countDown();
    hosts.close();
  }

  /** A step that has begun and answers when the test says so. */
  private Object hold(Object usual) {
    entered.countDown();
    await(released);
    return usual;
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).as("waited 20 seconds").isTrue();
    } catch (InterruptedException stop) {
      throw new IllegalStateException(stop);
    }
  }

  private static String abort(WorkflowStub stub) {
    return Objects.requireNonNull(stub.update("abort", String.class, "operator"));
  }

  private WorkflowStub abortedWhileIn(String step, RecordingHost host) {
    host.when(step, this::hold);
    WorkflowStub stub = hosts.start();
    await(entered);
    assertThat(abort(stub)).isEqualTo("accepted");
    released.countDown();
    return stub;
  }

  @Test
  void anAbortInBeginLeavesTheDestinationAlone() {
    WorkflowStub stub = abortedWhileIn("begin", hosts.alpha);

    DroverException failure = hosts.failure(stub);

    assertThat(failure.code()).isEqualTo(FailureCode.OPERATION_ABORTED);
    assertThat(failure.getMessage()).contains("operator", "guest", "host alpha");
    assertThat(hosts.calls())
        .containsExactly("begin@alpha", "cancel@alpha", "confirm-cancelled@alpha");
  }

  @Test
  void anAbortInPrepareMakesTheSourceSayFailedBeforeTheDestinationIsEnded() {
    WorkflowStub stub = abortedWhileIn("prepare", hosts.beta);

    assertThat(hosts.failure(stub).code()).isEqualTo(FailureCode.OPERATION_ABORTED);
    assertThat(hosts.calls())
        .containsExactly(
            "begin@alpha",
            "prepare@beta",
            "cancel@alpha",
            "finish-cancelled@beta",
            "confirm-cancelled@alpha");
    assertThat(hosts.job(stub).reasons())
        .extracting(JobReason::text)
        .contains("Abort requested by operator.");
  }

  @Test
  void anAbortInPerformGoesToTheSourceAndItsWordDecides() {
    hosts.alpha.when(
        "perform",
        usual -> {
          entered.countDown();
          await(released);
          return ABORTED;
        });
    hosts.alpha.when(
        "abort",
        usual -> {
          released.countDown();
          return usual;
        });
    WorkflowStub stub = hosts.start();
    await(entered);

    assertThat(abort(stub)).isEqualTo("accepted");

    assertThat(hosts.failure(stub).code()).isEqualTo(FailureCode.OPERATION_ABORTED);
    assertThat(hosts.argument("abort@alpha", AbortCall.class).requestedBy()).isEqualTo("operator");
    assertThat(hosts.calls())
        .containsExactly(
            "begin@alpha",
            "prepare@beta",
            "perform@alpha",
            "abort@alpha",
            "finish-cancelled@beta",
            "confirm-cancelled@alpha");
  }

  @Test
  void anAbortThatTheSourceRefusesIsRefusedToTheUserAndTheGuestArrives() {
    hosts.alpha.when("perform", this::hold);
    hosts.alpha.whenFails("abort", FailureCode.POINT_OF_NO_RETURN, "The source is armed.");
    WorkflowStub stub = hosts.start();
    await(entered);

    DroverException refusal = Failures.toDrover(catchThrowable(() -> abort(stub)));
    released.countDown();

    assertThat(refusal.code()).isEqualTo(FailureCode.POINT_OF_NO_RETURN);
    assertThat(refusal).hasMessage("The source is armed.");
    assertThat(stub.getResult(MigrationResult.class).host()).isEqualTo(TwoHosts.BETA);
    assertThat(hosts.job(stub).abortRequestedBy()).isNull();
  }

  @Test
  void anAbortInFinishIsRefusedBeforeItIsWrittenDown() {
    hosts.beta.when("finish", this::hold);
    WorkflowStub stub = hosts.start();
    await(entered);

    DroverException refusal = Failures.toDrover(catchThrowable(() -> abort(stub)));
    released.countDown();

    assertThat(refusal.code()).isEqualTo(FailureCode.POINT_OF_NO_RETURN);
    assertThat(refusal).hasMessage("Domain guest is being handed over: it can only arrive now.");
    assertThat(stub.getResult(MigrationResult.class).host()).isEqualTo(TwoHosts.BETA);
    assertThat(hosts.calls()).doesNotContain("abort@alpha");
    assertThat(
            hosts.history(stub).getEvents().stream()
                .filter(event -> event.hasWorkflowExecutionUpdateAcceptedEventAttributes()))
        .isEmpty();
  }

  @Test
  void anAbortAfterTheEndIsNotMigrating() {
    WorkflowStub stub = hosts.start();
    stub.getResult(MigrationResult.class);

    assertThatThrownBy(() -> abort(stub))
        .extracting(failure -> Failures.toDrover(failure).code())
        .isEqualTo(FailureCode.NOT_MIGRATING);
  }

  @Test
  void anAbortOfAMigrationThatHasFailedAlreadyDoesNotReplaceTheFirstError() {
    hosts.alpha.when(
        "perform", usual -> PerformResult.failed(null, FailureCode.GUEST_ENDED, "It powered off."));
    hosts.beta.when("finish-cancelled", this::hold);
    WorkflowStub stub = hosts.start();
    await(entered);

    assertThatThrownBy(() -> abort(stub))
        .extracting(failure -> Failures.toDrover(failure).code())
        .isEqualTo(FailureCode.NOT_MIGRATING);
    released.countDown();

    assertThat(hosts.failure(stub).code()).isEqualTo(FailureCode.GUEST_ENDED);
  }

  @Test
  void aCancellationByTemporalInPrepareIsAnAbort() {
    hosts.beta.when("prepare", this::hold);
    WorkflowStub stub = hosts.start();
    await(entered);
    stub.cancel();
    released.countDown();

    assertThat(hosts.failure(stub).code()).isEqualTo(FailureCode.OPERATION_ABORTED);
    assertThat(hosts.calls())
        .endsWith("cancel@alpha", "finish-cancelled@beta", "confirm-cancelled@alpha");
  }

  @Test
  void aCancellationByTemporalInPerformAsksTheSourceAndCutsNothingOff() {
    hosts.alpha.when(
        "perform",
        usual -> {
          entered.countDown();
          await(released);
          return ABORTED;
        });
    hosts.alpha.when(
        "abort",
        usual -> {
          released.countDown();
          return usual;
        });
    WorkflowStub stub = hosts.start();
    await(entered);
    stub.cancel();

    assertThat(hosts.failure(stub).code()).isEqualTo(FailureCode.OPERATION_ABORTED);
    assertThat(hosts.calls())
        .containsSubsequence("perform@alpha", "abort@alpha", "finish-cancelled@beta");
  }

  /** Temporal calls every workflow cancelled that was asked to be, so its own word is read. */
  @Test
  void aCancellationByTemporalInFinishIsIgnored() {
    hosts.beta.when("finish", this::hold);
    WorkflowStub stub = hosts.start();
    await(entered);
    stub.cancel();
    released.countDown();

    assertThat(new JobWatch(hosts.client()).result(stub).host()).isEqualTo(TwoHosts.BETA);
  }
}

package dev.drover.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import io.grpc.Status;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.RetryState;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.api.failure.v1.Failure;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.DefaultFailureConverter;
import io.temporal.failure.TimeoutFailure;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FailuresTest {
  private static final WorkflowExecution EXECUTION =
      WorkflowExecution.newBuilder().setWorkflowId("domain/x").setRunId("r").build();

  private static RuntimeException overTheWire(Throwable thrown) {
    DefaultFailureConverter converter = new DefaultFailureConverter();
    Failure failure = converter.exceptionToFailure(thrown, DroverData.converter());
    return converter.failureToException(failure, DroverData.converter());
  }

  private static ActivityFailure activity(@Nullable Throwable cause) {
    return new ActivityFailure(
        "failed", 1, 2, "begin", "id", RetryState.RETRY_STATE_TIMEOUT, "worker", cause);
  }

  @ParameterizedTest
  @EnumSource(FailureCode.class)
  void everyCodeSurvivesTheWireWithItsSentence(FailureCode code) {
    DroverException sent = new DroverException(code, "Domain guest: it's so.");

    DroverException read =
        Failures.toDrover(activity(overTheWire(Failures.toApplicationFailure(sent))));

    assertThat(read.code()).isEqualTo(code);
    assertThat(read).hasMessage("Domain guest: it's so.");
  }

  @ParameterizedTest
  @EnumSource(FailureCode.class)
  void temporalRetriesExactlyWhatTheCodeCallsRetryable(FailureCode code) {
    ApplicationFailure failure =
        Failures.toApplicationFailure(new DroverException(code, "sentence"));

    assertThat(failure.isNonRetryable()).isEqualTo(!code.retryable());
    assertThat(failure.getType()).isEqualTo(code.name());
  }

  @Test
  void aBusyHostIsAskedAgainAfterItsOwnDelay() {
    ApplicationFailure failure =
        Failures.toApplicationFailure(new DroverException(FailureCode.HOST_BUSY, "sentence"));

    assertThat(failure.getNextRetryDelay()).isEqualTo(Failures.HOST_BUSY_DELAY);
  }

  /** SDK 1.38.0 wraps the failure of a validator into one without type (sdk-java #2875). */
  @Test
  void aValidatorsCodeIsReadFromItsMessage() {
    ApplicationFailure sent =
        Failures.toValidatorFailure(FailureCode.POINT_OF_NO_RETURN, "It can only arrive now.");
    ApplicationFailure received =
        ApplicationFailure.newFailure(
            String.valueOf(sent.getMessage()), ApplicationFailure.class.getName());

    DroverException read = Failures.toDrover(received);

    assertThat(read.code()).isEqualTo(FailureCode.POINT_OF_NO_RETURN);
    assertThat(read).hasMessage("It can only arrive now.");
  }

  @Test
  void aSentenceThatBeginsWithACapitalWordKeepsItsOwnCode() {
    DroverException sent = new DroverException(FailureCode.QEMU_ERROR, "QEMU: no such device");

    DroverException read = Failures.toDrover(Failures.toApplicationFailure(sent));

    assertThat(read.code()).isEqualTo(FailureCode.QEMU_ERROR);
    assertThat(read).hasMessage("QEMU: no such device");
  }

  @ParameterizedTest
  @CsvSource({
    "UNAVAILABLE, SERVER_UNREACHABLE",
    "PERMISSION_DENIED, INVALID_CONFIGURATION",
    "UNAUTHENTICATED, INVALID_CONFIGURATION",
    "NOT_FOUND, NOT_MIGRATING",
    "INTERNAL, INTERNAL"
  })
  void whatTheServerAnswersHasACode(Status.Code status, FailureCode expected) {
    Throwable thrown =
        new WorkflowServiceException(
            EXECUTION, "Migrate", status.toStatus().withDescription("why").asRuntimeException());

    DroverException read = Failures.toDrover(thrown);

    assertThat(read.code()).isEqualTo(expected);
    assertThat(read.getMessage()).endsWith("why");
  }

  @Test
  void aServerThatIsLateIsSaidWithoutTheClientsInnards() {
    DroverException read =
        Failures.toDrover(
            Status.DEADLINE_EXCEEDED
                .withDescription(
                    "CallOptions deadline exceeded after 2.05s. [closed=[], open=[[]]]")
                .asRuntimeException());

    assertThat(read.code()).isEqualTo(FailureCode.SERVER_UNREACHABLE);
    assertThat(read).hasMessage("The Temporal server does not answer in time.");
  }

  @Test
  void aJobThatKnowsNoQueryIsNoMigrationAndNoStackTraceIsShown() {
    Throwable thrown =
        Status.INVALID_ARGUMENT
            .withDescription(
                "java.lang.IllegalArgumentException: Unknown query type: job, knownTypes=[]\n"
                    + "\tat io.temporal.internal.sync.QueryDispatcher.handleQuery")
            .asRuntimeException();

    DroverException read = Failures.toDrover(thrown);

    assertThat(read.code()).isEqualTo(FailureCode.NOT_MIGRATING);
    assertThat(read).hasMessage("The domain's last job is no migration.");
  }

  @Test
  void aStepThatNobodyTookIsAnUnreachableWorker() {
    TimeoutFailure timeout =
        new TimeoutFailure("late", null, TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_START);

    DroverException read = Failures.toDrover(activity(timeout));

    assertThat(read.code()).isEqualTo(FailureCode.WORKER_UNREACHABLE);
    assertThat(read).hasMessage("No worker took the step begin in time.");
  }

  @Test
  void aWorkflowThatRunsAlreadyMakesTheDomainBusy() {
    Throwable thrown = new WorkflowExecutionAlreadyStarted(EXECUTION, "Migrate", null);

    assertThat(Failures.toDrover(thrown).code()).isEqualTo(FailureCode.DOMAIN_BUSY);
  }

  @Test
  void aWorkflowThatDoesNotRunIsNotMigrating() {
    Throwable thrown = new WorkflowNotFoundException(EXECUTION, "Migrate", null);

    assertThat(Failures.toDrover(thrown).code()).isEqualTo(FailureCode.NOT_MIGRATING);
  }

  @Test
  void whatNobodyHasForeseenIsInternalAndACircleOfCausesEnds() {
    IllegalStateException first = new IllegalStateException("first");
    first.initCause(new IllegalStateException("second", first));

    assertThat(Failures.toDrover(first).code()).isEqualTo(FailureCode.INTERNAL);
  }
}

package dev.drover.workflows;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowQueryException;
import io.temporal.common.converter.DataConverterException;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TerminatedFailure;
import io.temporal.failure.TimeoutFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Carries {@link DroverException}s through Temporal and back. On the wire a failure's type is the
 * code's name, its message the sentence.
 */
public final class Failures {
  /** How long Temporal waits before it asks a busy host again. */
  static final Duration HOST_BUSY_DELAY = Duration.ofSeconds(2);

  // A validator's failure loses its type on the way to the client (sdk-java #2875, SDK 1.38.0), so
  // the code stands at the start of the message too.
  private static final Pattern CODE_IN_MESSAGE =
      Pattern.compile(
          "(?:^|message='|: )([A-Z][A-Z_]{3,40}): (.+?)(?:', type='.*)?$", Pattern.DOTALL);

  // What a worker answers to a query that its workflow does not have (sdk-java 1.38.0,
  // QueryDispatcher); the small jobs share their ids with migrations and have none.
  private static final String UNKNOWN_QUERY = "Unknown query type";

  private Failures() {}

  /** Returns the failure as Temporal carries it: retried by Temporal only if its code says so. */
  public static ApplicationFailure toApplicationFailure(DroverException exception) {
    ApplicationFailure.Builder builder =
        ApplicationFailure.newBuilder()
            .setType(exception.code().name())
            .setMessage(exception.getMessage())
            .setDetails(exception.code().name())
            // What a host refuses is no news for its log, where the SDK would print a stack trace.
            .setCategory(
                exception.code() == FailureCode.INTERNAL
                    ? ApplicationErrorCategory.UNSPECIFIED
                    : ApplicationErrorCategory.BENIGN)
            .setNonRetryable(!exception.code().retryable());
    if (exception.getCause() != null) {
      builder.setCause(exception.getCause());
    }
    if (exception.code() == FailureCode.HOST_BUSY) {
      builder.setNextRetryDelay(HOST_BUSY_DELAY);
    }
    return builder.build();
  }

  /** Returns the failure of an update's validator, with its code in front of the message. */
  public static ApplicationFailure toValidatorFailure(FailureCode code, String sentence) {
    return toApplicationFailure(new DroverException(code, code.name() + ": " + sentence));
  }

  /**
   * Returns what any exception of a Temporal client or of workflow code means to a user. The first
   * cause that says something definite counts; what nobody has foreseen becomes INTERNAL.
   */
  public static DroverException toDrover(Throwable thrown) {
    @Nullable Throwable current = thrown;
    @Nullable ActivityFailure activity = null;
    // Bounded, because a chain of causes may be a circle.
    for (int depth = 0; current != null && depth < 32; depth++) {
      if (current instanceof ActivityFailure failure) {
        activity = failure;
      }
      Optional<DroverException> known = known(current, activity);
      if (known.isPresent()) {
        return known.get();
      }
      current = current.getCause();
    }
    return new DroverException(FailureCode.INTERNAL, "Unexpected: " + thrown, thrown);
  }

  private static Optional<DroverException> known(
      Throwable thrown, @Nullable ActivityFailure activity) {
    if (thrown instanceof DroverException drover) {
      return Optional.of(drover);
    }
    if (thrown instanceof ApplicationFailure failure) {
      return applicationFailure(failure);
    }
    if (thrown instanceof TimeoutFailure timeout) {
      return Optional.of(timeout(timeout, activity));
    }
    if (thrown instanceof CanceledFailure) {
      return some(FailureCode.OPERATION_ABORTED, "The job was cancelled.", thrown);
    }
    if (thrown instanceof TerminatedFailure) {
      return some(
          FailureCode.OUTCOME_UNKNOWN,
          "The workflow was terminated; the hosts settle the domain between themselves.",
          thrown);
    }
    if (thrown instanceof WorkflowExecutionAlreadyStarted started) {
      return some(
          FailureCode.DOMAIN_BUSY,
          "Workflow %s is running already, run %s."
              .formatted(started.getExecution().getWorkflowId(), started.getExecution().getRunId()),
          thrown);
    }
    if (thrown instanceof WorkflowNotFoundException notFound) {
      return some(
          FailureCode.NOT_MIGRATING,
          "No workflow %s is running.".formatted(notFound.getExecution().getWorkflowId()),
          thrown);
    }
    if (thrown instanceof WorkflowQueryException query
        && !(query.getCause() instanceof StatusRuntimeException)) {
      return some(
          FailureCode.NOT_MIGRATING,
          "Workflow %s does not answer the question: %s"
              .formatted(query.getExecution().getWorkflowId(), query.getMessage()),
          thrown);
    }
    if (thrown instanceof StatusRuntimeException status) {
      return Optional.of(status(status));
    }
    return Optional.empty();
  }

  private static Optional<DroverException> applicationFailure(ApplicationFailure failure) {
    String message = failure.getOriginalMessage() == null ? "" : failure.getOriginalMessage();
    Optional<FailureCode> code = code(failure.getType());
    if (code.isPresent()) {
      String prefix = code.get().name() + ": ";
      return some(
          code.get(),
          message.startsWith(prefix) ? message.substring(prefix.length()) : message,
          failure);
    }
    if (DataConverterException.class.getName().equals(failure.getType())) {
      return some(FailureCode.INVALID_ARGUMENT, "The input cannot be read: " + message, failure);
    }
    Matcher coded = CODE_IN_MESSAGE.matcher(message);
    return coded.find() && code(coded.group(1)).isPresent()
        ? some(code(coded.group(1)).get(), coded.group(2), failure)
        : Optional.empty();
  }

  /** Returns whether a failure's type is one of drover's own codes. */
  public static boolean isCode(@Nullable String type) {
    return code(type).isPresent();
  }

  private static Optional<FailureCode> code(@Nullable String name) {
    for (FailureCode code : FailureCode.values()) {
      if (code.name().equals(name)) {
        return Optional.of(code);
      }
    }
    return Optional.empty();
  }

  private static DroverException timeout(
      TimeoutFailure timeout, @Nullable ActivityFailure activity) {
    String what = activity == null ? "the job" : "the step " + activity.getActivityType();
    String sentence =
        timeout.getTimeoutType() == TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_START
            ? "No worker took %s in time.".formatted(what)
            : "The worker that had %s did not answer in time.".formatted(what);
    return new DroverException(FailureCode.WORKER_UNREACHABLE, sentence, timeout);
  }

  private static DroverException status(StatusRuntimeException failure) {
    Status status = failure.getStatus();
    // A worker's exception may come with its stack trace; its first line says what it is.
    String description =
        Optional.ofNullable(status.getDescription())
            .flatMap(text -> text.lines().findFirst())
            .orElse(status.getCode().name());
    if (description.contains(UNKNOWN_QUERY)) {
      return new DroverException(
          FailureCode.NOT_MIGRATING, "The domain's last job is no migration.", failure);
    }
    return switch (status.getCode()) {
      case DEADLINE_EXCEEDED ->
          // gRPC's own words tell of its buffers.
          new DroverException(
              FailureCode.SERVER_UNREACHABLE,
              "The Temporal server does not answer in time.",
              failure);
      case UNAVAILABLE ->
          new DroverException(
              FailureCode.SERVER_UNREACHABLE,
              "The Temporal server does not answer: " + description,
              failure);
      case UNAUTHENTICATED, PERMISSION_DENIED ->
          new DroverException(
              FailureCode.INVALID_CONFIGURATION,
              "The Temporal server refuses this client: " + description,
              failure);
      case NOT_FOUND ->
          new DroverException(
              FailureCode.NOT_MIGRATING,
              "The Temporal server does not know it: " + description,
              failure);
      default ->
          new DroverException(
              FailureCode.INTERNAL, "The Temporal server answered: " + description, failure);
    };
  }

  private static Optional<DroverException> some(
      FailureCode code, String sentence, Throwable cause) {
    return Optional.of(new DroverException(code, sentence, cause));
  }
}

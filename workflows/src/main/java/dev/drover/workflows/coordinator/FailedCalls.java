package dev.drover.workflows.coordinator;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.decision.Call;
import dev.drover.protocol.decision.Outcome;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.workflows.Failures;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.failure.TimeoutFailure;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells a host's own no from nobody's word. Only a failure that a host has written itself, and that
 * no repetition cures, is its word; a time-out never is.
 */
final class FailedCalls {
  private FailedCalls() {}

  /** Reads how a call failed. */
  static Reply reply(Call call, TemporalFailure failure, Duration given, MigrationState state) {
    String step = call.step().name().toLowerCase(Locale.ROOT);
    DroverException error = error(failure, step, state.hostName(call.side()), given);
    boolean word =
        switch (call) {
          case BEGIN, PREPARE, CONFIRM, CONFIRM_CANCELLED -> isHostsWord(failure);
          // Their answers are results: an exception says nothing about the guest.
          case PERFORM, FINISH, FINISH_CANCELLED, CANCEL -> false;
        };
    boolean silent =
        failure.getCause() instanceof TimeoutFailure && answerOfHost(failure).isEmpty();
    return new Reply(word ? Outcome.REFUSED : Outcome.NO_ANSWER, error, silent);
  }

  /**
   * Returns whether an activity that was tried only once was never handed to a worker: the server
   * takes such a task back, so nobody can execute it later.
   */
  static boolean isNeverTaken(TemporalFailure failure) {
    return failure.getCause() instanceof TimeoutFailure timeout
        && timeout.getTimeoutType() == TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_START;
  }

  /** Returns whether the same call may go better a moment later. */
  static boolean isWorthRepeating(TemporalFailure failure) {
    return answerOfHost(failure)
        .map(answer -> Failures.toDrover(answer).code())
        .map(code -> code.retryable() && code != FailureCode.DOMAIN_BUSY)
        .orElse(true);
  }

  /** Returns whether the host itself has refused for good. */
  static boolean isHostsWord(TemporalFailure failure) {
    Optional<FailureCode> code =
        answerOfHost(failure).map(answer -> Failures.toDrover(answer).code());
    // Busy is an answer too, once it has been asked for long enough: nothing was done there.
    return code.isPresent()
        && (!code.get().retryable()
            || code.get() == FailureCode.HOST_BUSY
            || code.get() == FailureCode.DOMAIN_BUSY);
  }

  /** Returns what went wrong, in words that name the host. */
  static DroverException error(TemporalFailure failure, String step, String host, Duration given) {
    Optional<ApplicationFailure> answer = answerOfHost(failure);
    if (answer.isPresent()) {
      return Failures.toDrover(answer.get());
    }
    if (!(failure.getCause() instanceof TimeoutFailure timeout)) {
      return Failures.toDrover(failure);
    }
    String sentence =
        timeout.getTimeoutType() == TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_START
            ? "The worker of host %s did not take the step %s within %d seconds."
                .formatted(host, step, given.toSeconds())
            : "The worker of host %s did not answer the step %s in time.".formatted(host, step);
    return new DroverException(FailureCode.WORKER_UNREACHABLE, sentence, failure);
  }

  /** Finds the failure that drover's own code on a host has written, also behind a time-out. */
  private static Optional<ApplicationFailure> answerOfHost(TemporalFailure failure) {
    @Nullable Throwable current = requireNonNull(failure, "failure is null");
    for (int depth = 0; current != null && depth < 8; depth++) {
      if (current instanceof ApplicationFailure answer && Failures.isCode(answer.getType())) {
        return Optional.of(answer);
      }
      current = current.getCause();
    }
    return Optional.empty();
  }
}

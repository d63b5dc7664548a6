package dev.drover.workflows.coordinator;

import dev.drover.protocol.decision.Outcome;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import org.jspecify.annotations.Nullable;

/**
 * How a call ended.
 *
 * @param error what was wrong; null exactly if the outcome is DONE
 * @param silent nobody on that host took the call: its worker is not there
 */
record Reply(Outcome outcome, @Nullable DroverException error, boolean silent) {
  static final Reply DONE = new Reply(Outcome.DONE, null, false);

  /** What was asked for in another way has not been answered either. */
  static final Reply UNHEARD =
      new Reply(
          Outcome.NO_ANSWER,
          new DroverException(
              FailureCode.WORKER_UNREACHABLE, "The source has not said its final word."),
          false);

  /** The host itself said no. */
  static Reply refused(DroverException error) {
    return new Reply(Outcome.REFUSED, error, false);
  }
}

package dev.drover.hypervisor.migration;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.Side;
import dev.drover.protocol.failure.FailureCode;
import org.jspecify.annotations.Nullable;

/**
 * What a move came to, as one side decided it.
 *
 * @param code why it failed here; null if it did not, or if the reason is the other side's to know
 * @param millis since the record was made, also by an earlier worker; by the host's wall clock
 */
public record MoveEnd(Side side, Outcome outcome, @Nullable FailureCode code, long millis) {
  public MoveEnd {
    requireNonNull(side, "side is null");
    requireNonNull(outcome, "outcome is null");
  }

  /** How a move may end. */
  public enum Outcome {
    /** The guest is the destination's. */
    COMMITTED,
    /** It stays with the source because somebody wanted so. */
    ABORTED,
    /** It stays with the source because of an error that this side knows. */
    FAILED,
    /** Only on a destination: the source has given it up, and knows why. */
    CANCELLED
  }

  /** Returns the end of a move that the source keeps. */
  static MoveEnd kept(FailureCode code, long millis) {
    Outcome outcome = code == FailureCode.OPERATION_ABORTED ? Outcome.ABORTED : Outcome.FAILED;
    return new MoveEnd(Side.SOURCE, outcome, code, millis);
  }

  /** Returns the end of a move whose guest is the destination's. */
  static MoveEnd committed(Side side, long millis) {
    return new MoveEnd(side, Outcome.COMMITTED, null, millis);
  }

  /**
   * Returns the end of a move that the destination has undone.
   *
   * @param code null if it was the source that wanted so
   */
  static MoveEnd undone(@Nullable FailureCode code, long millis) {
    return new MoveEnd(
        Side.DESTINATION, code == null ? Outcome.CANCELLED : Outcome.FAILED, code, millis);
  }
}

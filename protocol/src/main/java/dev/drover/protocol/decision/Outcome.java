package dev.drover.protocol.decision;

import dev.drover.protocol.message.CancelResult;
import dev.drover.protocol.message.FinishResult;
import dev.drover.protocol.message.PerformResult;

/** How a {@link Call} ended, seen from the coordinator. */
public enum Outcome {
  /**
   * The host answered that what was asked for is so: checked, prepared, permitted (perform),
   * committed (finish), cancelled (finish with cancelled, cancel), ended or resumed (confirm).
   */
  DONE,
  /**
   * The host answered that it is otherwise: a failure that no retry cures (begin, prepare,
   * confirm), failed (perform), cancelled (finish), committed (finish with cancelled), too late
   * (cancel).
   */
  REFUSED,
  /**
   * Nobody's word: a time-out, a lost heartbeat, a worker that is not there, a failure that may be
   * retried, and every exception out of perform, finish and cancel, whose answers are results.
   */
  NO_ANSWER,
  /**
   * Nobody has taken the call, and nobody can take it any more: it had no effect and will have
   * none. Only a coordinator whose task queue says so may use it.
   */
  NEVER_TAKEN,
  /**
   * While the call was not answered, it was heard elsewhere that the guest is the destination's:
   * from the source, or because of a person's statement.
   */
  ARRIVED,
  /** While the call was not answered, the source has said for good that the guest is its own. */
  KEPT,
  /**
   * While the call was not answered, a person has stated the source dead and given its guest up:
   * the destination may boot it afresh.
   */
  LOST,
  /** The call has been answered, or still runs, and a person has asked to abort meanwhile. */
  ABORTED;

  /** Returns whether a call can end like this. */
  public boolean mayEnd(Call call) {
    return switch (this) {
      case DONE, REFUSED, NO_ANSWER, NEVER_TAKEN, ABORTED -> true;
      case ARRIVED, KEPT, LOST -> call == Call.PERFORM || call == Call.FINISH;
    };
  }

  /** Reads perform's answer. */
  public static Outcome of(PerformResult result) {
    return result.permitted() ? DONE : REFUSED;
  }

  /** Reads the answer to a finish that was called with the given flag. */
  public static Outcome of(FinishResult result, boolean cancelled) {
    return result.committed() != cancelled ? DONE : REFUSED;
  }

  /** Reads cancel's answer. */
  public static Outcome of(CancelResult result) {
    return result.cancelled() ? DONE : REFUSED;
  }
}

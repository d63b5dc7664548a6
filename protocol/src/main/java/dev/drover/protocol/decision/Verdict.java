package dev.drover.protocol.decision;

/** What is known about how the migration ends. */
public enum Verdict {
  /** Nothing yet. */
  OPEN,
  /** The destination has committed: the guest is there. */
  SUCCEEDED,
  /** The guest stays on the source; the error is the one of the call that said so. */
  FAILED,
  /** The guest stays on the source, as a person asked: OPERATION_ABORTED. */
  ABORTED,
  /** COMMIT may have been heard and nobody has said what came of it: OUTCOME_UNKNOWN, for now. */
  UNKNOWN,
  /** The two hosts contradict each other: DOMAIN_ON_TWO_HOSTS. Nothing more is called. */
  ALARM;

  /**
   * Returns the verdict after another row has spoken. The first error wins, and the call that
   * brought it keeps its words; only the destination's own committed and an alarm are stronger. An
   * unknown outcome lasts until it is known.
   */
  public Verdict then(Verdict later) {
    return switch (this) {
      case OPEN, UNKNOWN -> later == OPEN ? this : later;
      case FAILED, ABORTED -> later == SUCCEEDED || later == ALARM ? later : this;
      case SUCCEEDED -> later == ALARM ? later : this;
      case ALARM -> this;
    };
  }
}

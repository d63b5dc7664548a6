package dev.drover.protocol.decision;

/** What a {@link Row} does to the calls that are still to be made. */
public enum Then {
  /** The row's calls replace them. */
  NEXT,
  /** They go on; if none is left, the migration ends with its verdict. */
  CONTINUE,
  /** The same call goes on, or is made again, for as long as it takes: its answer is needed. */
  REPEAT,
  /**
   * The same call again for a while; then it and the calls after it, in their order, become a debt
   * that outlives the migration, which ends with its verdict. A dead host holds no domain hostage.
   */
  REPEAT_OR_OWE
}

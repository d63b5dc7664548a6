package dev.drover.starter.job;

/** What became of a job. */
public enum JobStatus {
  RUNNING,
  SUCCEEDED,
  /** Ended with a failure, which has a code. */
  FAILED,
  /** Cancelled by a Temporal client before it had a result of its own. */
  CANCELLED,
  /** Cut off by a Temporal client: its hosts settle the domain between themselves. */
  TERMINATED,
  /** Ended by a time limit that a Temporal client gave it. */
  TIMED_OUT
}

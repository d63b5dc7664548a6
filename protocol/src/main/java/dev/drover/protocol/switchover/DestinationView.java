package dev.drover.protocol.switchover;

/**
 * What the destination's QEMU is seen to be: query-migrate, query-status, the run-state log and the
 * lock on the pidfile, read together. A view is never remembered across a restart of the worker.
 */
public enum DestinationView {
  /** The monitor does not answer and nothing proves death. */
  UNKNOWN,
  /** No QEMU was ever started for this migration. */
  NONE,
  /** Waiting for the guest or loading it, and bytes arrive or still may. */
  LOADING,
  /** Loading, and the channel has been silent for a fixed time. */
  LOADING_SILENT,
  /** A whole copy, paused, which has never run as far as this view tells. */
  LOADED,
  /** Running, or in any state that only a guest that ran can reach. */
  RUNNING,
  /**
   * Dead, and it never ran: its run-state log shows no {@code running}, or, with shared storage,
   * the domain lease was never taken for it.
   */
  DEAD_NEVER_RAN,
  /** Dead, without that proof. */
  DEAD;

  /** Returns whether no QEMU is here, proven. */
  public boolean isGone() {
    return this == NONE || this == DEAD_NEVER_RAN || this == DEAD;
  }
}

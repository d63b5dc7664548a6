package dev.drover.protocol.switchover;

/**
 * What the source's QEMU is seen to be: query-migrate, query-status, the run-state log and the lock
 * on the pidfile, read together. A view is never remembered across a restart of the worker.
 */
public enum SourceView {
  /** The monitor does not answer and nothing proves death: neither dead nor completed. */
  UNKNOWN,
  /** No migration: query-migrate says none. */
  IDLE,
  /** The migration is set up or active, and the guest is not stopped for it. */
  TRANSFERRING,
  /** Held in pre-switchover: no device state has been sent. */
  PRE_SWITCHOVER,
  /** Stopped by the migration in any other state, also one that has failed but not resumed yet. */
  DEVICE,
  /**
   * The guest runs although a migration was made: query-migrate says anything but setup or active.
   */
  RUNNING,
  /** query-migrate says completed and query-status agrees: postmigrate. */
  COMPLETED,
  /** Failed or cancelled, out of finish-migrate, and the guest does not run. */
  FAILED_PAUSED,
  /** Dead, and the run-state log proves that it did not run on after finish-migrate. */
  DEAD_PROVEN,
  /** Dead, without that proof. */
  DEAD,
  /** Dead because drover or the guest wanted it: destroy, SHUTDOWN, exit 0. Permits nothing. */
  DEAD_ASKED_FOR;

  /** Returns whether death is proven. */
  public boolean isDead() {
    return this == DEAD_PROVEN || this == DEAD || this == DEAD_ASKED_FOR;
  }
}

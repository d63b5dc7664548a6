package dev.drover.protocol.switchover;

/** What the destination's machine wants done. Every effect may be repeated. */
public enum DestinationEffect {
  /** Keep the definition that COMMIT brought; one that is kept already is never refused. */
  SAVE_DEFINITION,
  /** Take the domain lease, then the disk leases. */
  TAKE_LEASE,
  /** {@code cont}. Only ever after {@code starting} and with the lease. */
  CONT,
  /** {@code yank} the migration channel: QEMU loads what is queued, or exits. */
  YANK,
  /**
   * End QEMU with SIGKILL, after which it executes no command any more; never with {@code quit},
   * which might overtake a later decision. The proof of death comes back as a view.
   */
  KILL_QEMU,
  /** Give the leases back, also those that were never taken. */
  RELEASE_LEASE,
  /** Answer COMMITTED. */
  SAY_COMMITTED,
  /** Answer CANCELLED. */
  SAY_CANCELLED,
  /** Answer UNKNOWN. */
  SAY_UNKNOWN,
  /** Answer CLOSED. */
  SAY_CLOSED,
  /** Keep the unknown id as closed, so that a late prepare is refused. */
  WRITE_TOMBSTONE,
  /** The guest runs although no COMMIT was acted on. */
  ALARM_RUNNING_UNASKED,
  /** The job store does not write. */
  ALARM_STORAGE,
  /** Close the record; the id and its result are kept. The machine is over. */
  CLOSE_RECORD
}

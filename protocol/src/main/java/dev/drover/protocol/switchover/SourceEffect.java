package dev.drover.protocol.switchover;

/** What the source's machine wants done. Every effect may be repeated. */
public enum SourceEffect {
  /** {@code migrate-continue}: QEMU sends the device state. Only ever after {@code armed}. */
  CONTINUE_MIGRATION,
  /** {@code migrate_cancel}: QEMU resumes the guest by itself, or leaves a paused one paused. */
  CANCEL_MIGRATION,
  /** {@code yank} the migration channel: the migration fails and QEMU resumes the guest. */
  YANK,
  /** Send COMMIT with cookie #3, then report {@code COMMIT_SENT}. */
  SEND_COMMIT,
  /** Send CANCEL. */
  SEND_CANCEL,
  /** Send CANCEL, and with it the person's statement that the destination is dead. */
  SEND_CANCEL_STATED_DEAD,
  /** Tell the destination that its final answer was heard and is on disk. */
  SEND_ACKNOWLEDGE,
  /** {@code cont}: the guest runs on here. */
  CONT,
  /** {@code stop}: the guest ran without its lease; it is held. */
  STOP,
  /**
   * End QEMU with SIGKILL, after which it executes no command any more; never with {@code quit},
   * which might overtake a later decision. The proof of death comes back as a view.
   */
  KILL_QEMU,
  /** Make the lease takeable by the destination, or find that the destination has it already. */
  HAND_LEASE_OVER,
  /** Take the lease back, or find that it was never handed over. */
  TAKE_LEASE_BACK,
  /** Give the lease up: the domain is shut off here. */
  RELEASE_LEASE,
  /** Refuse the abort with POINT_OF_NO_RETURN. */
  REFUSE_ABORT,
  /** The guest runs although COMMIT was sent. */
  ALARM_RUNNING_WHILE_PERMITTED,
  /** The destination says committed although the source kept the guest, or the other way round. */
  ALARM_CONTRADICTION,
  /** The destination does not know a migration that was permitted: its record is lost. */
  ALARM_RECORD_LOST,
  /** The source keeps the guest, but another host has its lease. */
  ALARM_LEASE_LOST,
  /** The job store does not write. */
  ALARM_STORAGE,
  /** Close the record; the id and its result are kept. The machine is over. */
  CLOSE_RECORD
}

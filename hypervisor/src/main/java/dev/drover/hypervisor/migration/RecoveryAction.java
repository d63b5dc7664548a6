package dev.drover.hypervisor.migration;

/** What a worker finds and does that a move without faults does not need. */
public enum RecoveryAction {
  /** A QEMU of an earlier worker was found, not proven dead. */
  QEMU_FOUND,
  /** A QEMU of an earlier worker was found dead. */
  QEMU_LOST,
  /** Nothing could be found out about a domain's QEMU: it is held as it is. */
  DOMAIN_HELD,
  /** An open job record was read, and its move is guarded again. */
  MOVE_TAKEN_UP,
  /** COMMIT was sent again because no answer came. */
  COMMIT_REPEATED,
  /** The migration's channel was cut because nothing moved in it. */
  CHANNEL_CUT,
  /** The source's stopped guest was let run on: the switchover did not happen. */
  GUEST_RESUMED,
  /** The source's guest was stopped because it ran without its lease. */
  GUEST_HELD
}

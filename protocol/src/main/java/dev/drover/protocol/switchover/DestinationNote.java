package dev.drover.protocol.switchover;

/** What the destination's machine remembers until its worker dies. */
public enum DestinationNote {
  /** COMMIT was heard: decide as soon as QEMU has loaded or is gone. */
  COMMIT_HEARD,
  /** COMMIT wants the guest to stay paused. */
  PAUSE_WANTED,
  /** The copy here must not run: it is being ended. */
  DOOMED,
  /** The source host is stated dead: the guest may only be booted afresh, here. */
  BOOT_AFRESH,
  /** This host was stated dead and has rebooted since. */
  STATED_DEAD,
  /** The definition is kept here. */
  DEFINITION_SAVED,
  /** The lease is this host's. */
  LEASE_HELD,
  /** The source has heard the final answer. */
  ACKNOWLEDGED,
  /** A write failed: the disk may hold what the machine does not know. */
  DISK_DOUBTFUL
}

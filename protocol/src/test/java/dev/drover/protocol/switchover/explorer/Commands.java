package dev.drover.protocol.switchover.explorer;

/** Commands written to a monitor and not executed yet, as bits. They outlive their sender. */
final class Commands {
  static final int CONT = 1;

  /** SIGKILL: QEMU executes nothing after it, but its death takes its time. */
  static final int KILL = 1 << 1;

  static final int YANK = 1 << 2;

  /** A {@code cont} whose sender has died: the reply reaches nobody. At the destination. */
  static final int ORPHANED_CONT = 1 << 3;

  /** {@code migrate_cancel}, at the source. */
  static final int CANCEL = 1 << 3;

  /** {@code migrate-continue}, at the source. */
  static final int CONTINUE = 1 << 4;

  /** {@code stop}, at the source. */
  static final int STOP = 1 << 5;

  private Commands() {}
}

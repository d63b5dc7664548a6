package dev.drover.protocol.switchover.explorer;

import java.util.List;

/** What the source's QEMU really is. */
enum SourceQemu {
  /** The guest runs, no migration was started. */
  IDLE,
  /** The migration is active; the guest runs, or is paused by its user. */
  ACTIVE,
  PRE_SWITCHOVER,
  DEVICE,
  COMPLETED,
  /** Failed or cancelled, still in finish-migrate: about to resume by itself. */
  FAILING,
  /** The guest runs on. */
  RUNNING,
  /** Failed, cancelled or stopped, out of finish-migrate, and not running. */
  PAUSED,
  DEAD,
  /** Dead because its guest powered off. */
  POWERED_OFF,
  /** Booted afresh from its disks, after the record was closed. */
  COLD;

  static final List<SourceQemu> ALL = List.of(values());

  boolean isDead() {
    return this == DEAD || this == POWERED_OFF;
  }
}

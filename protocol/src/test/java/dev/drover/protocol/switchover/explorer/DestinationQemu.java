package dev.drover.protocol.switchover.explorer;

import java.util.List;

/** What the destination's QEMU really is. */
enum DestinationQemu {
  /** Started, waiting for the guest or loading it. */
  LOADING,
  /** A whole copy, paused. */
  LOADED,
  RUNNING,
  DEAD,
  /** Booted afresh from its disks, after the record was closed. */
  COLD;

  static final List<DestinationQemu> ALL = List.of(values());
}

package dev.drover.protocol.switchover.explorer;

import java.util.List;

/** Where one side's worker and record stand. */
enum Standing {
  UP,
  /** The worker died; its host and its QEMU did not. */
  DOWN,
  /** The host lost its power. */
  OFF,
  /** The record is closed, its id and result are kept. */
  CLOSED,
  /** The record is lost, with the id. */
  LOST;

  static final List<Standing> ALL = List.of(values());
}

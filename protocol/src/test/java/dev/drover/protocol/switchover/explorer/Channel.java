package dev.drover.protocol.switchover.explorer;

import java.util.List;

/** The connection that carries the guest's memory and device state. */
enum Channel {
  OPEN,
  /** Half-open: nothing arrives and nobody is told. */
  SILENT,
  /** Both ends see an error; bytes that have arrived can still be read. */
  CUT;

  static final List<Channel> ALL = List.of(values());
}

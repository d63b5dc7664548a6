package dev.drover.worker.metrics;

import dev.drover.hypervisor.qmp.QmpException;

/** How a QMP command may fail. */
enum QmpError {
  /** QEMU answered with an error. */
  REFUSED,
  /** The connection closed. */
  CLOSED,
  /** No answer came in time: QEMU hangs, or is very busy. */
  NO_REPLY,
  /** The answer was not what QEMU's schema promises. */
  MALFORMED;

  static QmpError of(QmpException failure) {
    if (failure instanceof QmpException.Refused) {
      return REFUSED;
    }
    if (failure instanceof QmpException.Closed) {
      return CLOSED;
    }
    return failure instanceof QmpException.NoReply ? NO_REPLY : MALFORMED;
  }
}

package dev.drover.tests.demo;

import static java.util.Objects.requireNonNull;

import dev.drover.tests.harness.DroverHost;

/**
 * A move that has ended, as drover tells of it.
 *
 * @param totalMillis from its begin to its end
 * @param sentBytes what went from QEMU to QEMU
 * @param blackoutMicros by the source's clock, from STOP to the answer committed
 */
record Move(DroverHost from, DroverHost to, long totalMillis, long sentBytes, long blackoutMicros) {
  Move {
    requireNonNull(from, "from is null");
    requireNonNull(to, "to is null");
  }
}

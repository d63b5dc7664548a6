package dev.drover.hypervisor.domain;

import org.jspecify.annotations.Nullable;

/** The host's end of a serial port. */
public sealed interface SerialBackend {
  /** Nowhere. */
  record Null() implements SerialBackend {}

  /**
   * A file that the guest's output goes to.
   *
   * @param path absolute
   * @param append whether an existing file is kept; null if not said
   */
  record File(String path, @Nullable Boolean append) implements SerialBackend {}

  /**
   * A unix socket on which QEMU listens.
   *
   * @param path absolute
   */
  record Unix(String path) implements SerialBackend {}
}

package dev.drover.hypervisor.domain;

import org.jspecify.annotations.Nullable;

/** The host's end of a network card. */
public sealed interface NetworkSource {
  /** QEMU's own user-mode network; needs no privilege. */
  record User() implements NetworkSource {}

  /**
   * A tap device that exists already.
   *
   * @param device its name
   */
  record Tap(String device) implements NetworkSource {}

  /**
   * A tap device that is plugged into a bridge.
   *
   * @param bridge the bridge's name
   * @param device the tap device's name; null if any will do
   */
  record Bridge(String bridge, @Nullable String device) implements NetworkSource {}
}

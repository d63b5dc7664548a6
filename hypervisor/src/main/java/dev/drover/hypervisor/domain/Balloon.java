package dev.drover.hypervisor.domain;

import org.jspecify.annotations.Nullable;

/** The device through which a guest gives memory back. */
public record Balloon(Model model, @Nullable DeviceAddress address) {
  /** Which device the guest sees. */
  public enum Model implements XmlWord {
    VIRTIO,
    NONE
  }
}

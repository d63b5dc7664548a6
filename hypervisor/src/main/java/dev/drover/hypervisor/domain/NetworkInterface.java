package dev.drover.hypervisor.domain;

import org.jspecify.annotations.Nullable;

/**
 * A network card and what it is connected to on the host.
 *
 * @param mac lower case, for example {@code 52:54:00:12:34:56}
 */
public record NetworkInterface(
    NetworkSource source, String mac, Model model, @Nullable DeviceAddress address) {
  /** Which card the guest sees. */
  public enum Model implements XmlWord {
    VIRTIO,
    E1000,
    E1000E,
    RTL8139
  }
}

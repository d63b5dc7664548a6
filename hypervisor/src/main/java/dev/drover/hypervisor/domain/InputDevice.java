package dev.drover.hypervisor.domain;

import org.jspecify.annotations.Nullable;

/** A mouse, keyboard or tablet. PS/2 ones come with the machine. */
public record InputDevice(Type type, Bus bus, @Nullable DeviceAddress address) {
  /** What it is. */
  public enum Type implements XmlWord {
    MOUSE,
    KEYBOARD,
    TABLET
  }

  /** What it is plugged into. */
  public enum Bus implements XmlWord {
    PS2,
    USB,
    VIRTIO
  }
}

package dev.drover.hypervisor.domain;

import org.jspecify.annotations.Nullable;

/**
 * A graphics card. Sizes are in KiB and null where the card's own default holds.
 *
 * @param ramKib QXL's first memory bar
 * @param vramKib video memory
 * @param vgamemKib QXL's VGA frame buffer
 * @param heads how many displays; null if not said
 * @param primary whether this is the card that the firmware uses; null if not said
 */
public record Video(
    Model model,
    @Nullable Integer ramKib,
    @Nullable Integer vramKib,
    @Nullable Integer vgamemKib,
    @Nullable Integer heads,
    @Nullable Boolean primary,
    @Nullable DeviceAddress address) {
  /** Which card the guest sees; {@code vga} is QEMU's {@code std}. */
  public enum Model implements XmlWord {
    VGA,
    CIRRUS,
    VIRTIO,
    QXL,
    NONE
  }
}

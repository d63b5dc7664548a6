package dev.drover.hypervisor.domain;

import org.jspecify.annotations.Nullable;

/**
 * A bus of the machine. libvirt writes down also those that the machine brings by itself.
 *
 * @param index counts controllers of one type from 0
 * @param model null where the type has but one
 */
public record Controller(
    Type type, int index, @Nullable Model model, @Nullable DeviceAddress address) {
  /** What is plugged into it. */
  public enum Type implements XmlWord {
    PCI,
    USB,
    IDE,
    SATA,
    FDC
  }

  /** Which hardware it is. */
  public enum Model implements XmlWord {
    /** The PCI bus of an i440fx machine. */
    PCI_ROOT,
    /** The PCI Express bus of a q35 machine. */
    PCIE_ROOT,
    /** No USB at all. */
    NONE,
    PIIX3_UHCI,
    QEMU_XHCI
  }
}

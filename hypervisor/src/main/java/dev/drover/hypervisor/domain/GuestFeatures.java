package dev.drover.hypervisor.domain;

/** Parts of the machine that are on or off. */
public record GuestFeatures(boolean acpi, boolean apic, boolean pae) {
  /** All off, as where {@code <features>} is missing. */
  public static final GuestFeatures NONE = new GuestFeatures(false, false, false);
}

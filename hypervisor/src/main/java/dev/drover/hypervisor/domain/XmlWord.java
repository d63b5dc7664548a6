package dev.drover.hypervisor.domain;

import java.util.Locale;

/** A value that libvirt's XML spells as one word. Implemented by the enums of this package. */
public interface XmlWord {
  /** Returns the enum constant's own name. */
  String name();

  /** Returns libvirt's spelling, for example {@code host-model}. */
  default String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

package dev.drover.hypervisor.domain;

/** Where the CPU's definition comes from. */
public enum CpuMode implements XmlWord {
  /** A model that is named. */
  CUSTOM,
  /** The nearest model to the host's CPU. */
  HOST_MODEL,
  /** The host's CPU itself. */
  HOST_PASSTHROUGH,
  /** All that the hypervisor can do. */
  MAXIMUM
}

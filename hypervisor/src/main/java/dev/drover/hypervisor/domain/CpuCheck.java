package dev.drover.hypervisor.domain;

/** How exactly libvirt compares the guest's CPU with the definition. */
public enum CpuCheck implements XmlWord {
  NONE,
  PARTIAL,
  FULL
}

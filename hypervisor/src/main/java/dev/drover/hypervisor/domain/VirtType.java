package dev.drover.hypervisor.domain;

/** How the guest's instructions are executed: {@code <domain type=…>}. */
public enum VirtType implements XmlWord {
  /** Emulated (TCG). */
  QEMU,
  /** By the host's CPU. */
  KVM
}

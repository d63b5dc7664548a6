package dev.drover.hypervisor.domain;

/** Whether a CPU model may be replaced where it is unknown. */
public enum CpuFallback implements XmlWord {
  ALLOW,
  FORBID
}

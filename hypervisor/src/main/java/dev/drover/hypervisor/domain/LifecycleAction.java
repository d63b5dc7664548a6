package dev.drover.hypervisor.domain;

/** What happens to a domain whose guest powers off, reboots or crashes. */
public enum LifecycleAction implements XmlWord {
  /** Its QEMU ends. */
  DESTROY,
  /** It boots again. */
  RESTART,
  /** Its QEMU stays, stopped, for inspection. */
  PRESERVE
}

package dev.drover.hypervisor.qemu;

/** What is proven about a QEMU process. */
public enum Liveness {
  /** It runs, or hangs; either way it may still do what it was told. */
  ALIVE,
  /** It is gone for good, and so is whatever it had not done yet. */
  DEAD,
  /** Neither is proven: the evidence cannot be read. To be treated as alive. */
  UNKNOWN
}

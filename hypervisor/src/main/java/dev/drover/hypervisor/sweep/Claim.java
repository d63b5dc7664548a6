package dev.drover.hypervisor.sweep;

/** Who has a right to what was found, the strongest first. */
enum Claim {
  /** A job record that is open names the domain. */
  OPEN_RECORD,
  /** The domain's QEMU is there, or nobody knows that it is not. */
  LIVING_QEMU,
  /** No QEMU of the domain is known, but a job record of this host cannot be read. */
  UNREADABLE_RECORD,
  /** A definition is kept for the domain, whose QEMU is dead or was never there. */
  DEFINITION,
  /** Nothing here names the domain, or names nothing at all. */
  NOBODY
}

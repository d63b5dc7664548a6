package dev.drover.hypervisor.lock;

/** Who may take a lease. */
public enum LeaseState {
  /** Anybody may take it. */
  FREE,
  /** Nobody but its owner may change it. */
  OWNED,
  /** The owner's, who is moving the guest away: takeable by the heir, or again by its owner. */
  HANDING_OVER,
  /** The owner's, whose copy of the guest is dead: takeable by the heir, where the guest stays. */
  HANDED_BACK
}

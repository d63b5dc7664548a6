package dev.drover.protocol;

/**
 * Why a domain is in its {@link DomainState} (requirement B7); the names follow libvirt's state
 * reasons.
 */
public enum StateReason {
  /** Nobody knows; QEMU was found like this. */
  UNKNOWN,
  BOOTED,
  /** Running here because it came from another host; shut off here because it went to another. */
  MIGRATED,
  /** Running on after a migration that did not happen. */
  MIGRATION_CANCELLED,
  /** Paused by a person. */
  USER,
  /** Held between the two hosts of a migration. */
  MIGRATION,
  /** The guest powered itself off. */
  SHUTDOWN,
  /** A person ended it. */
  DESTROYED,
  /** Its QEMU died. */
  CRASHED,
  /** An incoming migration that failed. */
  FAILED
}

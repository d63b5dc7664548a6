package dev.drover.hypervisor.migration;

import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.domain.DefinitionStore;
import dev.drover.hypervisor.job.JobRecord;
import dev.drover.hypervisor.job.JobStore;
import dev.drover.hypervisor.lock.LockManager;
import dev.drover.hypervisor.lock.NoLockManager;
import dev.drover.hypervisor.peer.PeerNetwork;
import dev.drover.hypervisor.qemu.RunningDomains;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.time.Duration;

/**
 * What both sessions of a migration work with. The times are drover's own: each is the age of a
 * fact that triggers another look, none of them decides who runs the guest.
 */
record SessionParts(
    JobStore store,
    PeerNetwork peers,
    LockManager locks,
    DefinitionStore definitions,
    RunningDomains running,
    Cookies cookies,
    MoveObserver observer) {
  /** How often an unanswered word is repeated and QEMU is looked at without an event. */
  static final Duration TICK = Duration.ofMillis(500);

  /** The longest a caller waits for the actor; QEMU's own deadlines are shorter. */
  static final Duration CALL = Duration.ofSeconds(20);

  /** A link that was heard within this time is alive enough to send device state to. */
  static final Duration LINK_FRESH = Duration.ofSeconds(3);

  /** A link that has been silent for this time is dead (D6). */
  static final Duration LINK_DEAD = Duration.ofSeconds(10);

  /** Device state that does not move for this time is stuck at a frozen peer. */
  static final Duration CHANNEL_SILENT = Duration.ofSeconds(10);

  /** A source on which nothing was started and nobody calls gives the migration up. */
  static final Duration ABANDONED = Duration.ofMinutes(10);

  /** A destination that the source has not called for this time calls the source. */
  static final Duration UNCALLED = Duration.ofSeconds(5);

  /** How long a new move waits until one that nobody calls for any more is settled. */
  static final Duration SUPERSEDED = Duration.ofSeconds(5);

  private static final LockManager NO_LEASES = new NoLockManager();

  SessionParts {
    requireNonNull(store, "store is null");
    requireNonNull(peers, "peers is null");
    requireNonNull(locks, "locks is null");
    requireNonNull(definitions, "definitions is null");
    requireNonNull(running, "running is null");
    requireNonNull(cookies, "cookies is null");
    requireNonNull(observer, "observer is null");
  }

  /**
   * Returns who keeps the lease in a migration: it began with leases or without, and ends so.
   *
   * @throws DroverException INVALID_CONFIGURATION if the lockspace was taken from this worker since
   */
  LockManager locks(JobRecord record) {
    if (!record.leased()) {
      return NO_LEASES;
    }
    if (locks.space().isEmpty()) {
      throw new DroverException(
          FailureCode.INVALID_CONFIGURATION,
          "Migration %s of domain %s began with leases, and this worker has no lockspace now"
              .formatted(record.migrationId(), record.name()));
    }
    return locks;
  }
}

package dev.drover.worker;

import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.job.JobStore;
import dev.drover.hypervisor.lock.LockManager;
import dev.drover.hypervisor.peer.PeerNetwork;
import java.util.function.UnaryOperator;

/**
 * What may be put between a worker and its disk, its peers and its leases. Fault tests have a main
 * method of their own that hands in wrappers; each is called once, with the real part.
 */
public record WorkerParts(
    UnaryOperator<JobStore> store,
    UnaryOperator<PeerNetwork> peers,
    UnaryOperator<LockManager> locks) {
  /** The real parts, unwrapped. */
  public static final WorkerParts REAL =
      new WorkerParts(UnaryOperator.identity(), UnaryOperator.identity(), UnaryOperator.identity());

  public WorkerParts {
    requireNonNull(store, "store is null");
    requireNonNull(peers, "peers is null");
    requireNonNull(locks, "locks is null");
  }
}

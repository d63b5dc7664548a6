package dev.drover.worker.runtime;

import dev.drover.hypervisor.Hypervisor;
import dev.drover.hypervisor.job.JobStore;
import dev.drover.worker.metrics.HostSource;

/** The part of a worker that guards this host's guests and needs no Temporal. */
public interface LocalHost extends AutoCloseable {
  /** Returns the host's hypervisor, recovered. */
  Hypervisor hypervisor();

  /** Returns the store of its job records. */
  JobStore store();

  /** Returns where its numbers come from. */
  HostSource numbers();

  /** Closes links and files; guests and transfers go on. Closing again changes nothing. */
  @Override
  void close();
}

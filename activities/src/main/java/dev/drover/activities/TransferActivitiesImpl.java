package dev.drover.activities;

import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.Hypervisor;
import dev.drover.protocol.message.PerformCall;
import dev.drover.protocol.message.PerformResult;
import dev.drover.workflows.TransferActivities;

/** The long activities of the host on which this worker runs. Thread-safe. */
public final class TransferActivitiesImpl implements TransferActivities {
  private final Hypervisor hypervisor;

  /** Serves the given host, which stays the caller's. */
  public TransferActivitiesImpl(Hypervisor hypervisor) {
    this.hypervisor = requireNonNull(hypervisor, "hypervisor is null");
  }

  @Override
  public PerformResult perform(PerformCall call) {
    return Transfer.followed(hypervisor, call);
  }
}

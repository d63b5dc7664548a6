package dev.drover.activities;

import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.Hypervisor;
import dev.drover.protocol.message.PerformCall;
import dev.drover.protocol.message.PerformResult;
import dev.drover.workflows.TransferActivities;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;

/** The long activities of the host on which this worker runs. Thread-safe. */
public final class TransferActivitiesImpl implements TransferActivities {
  private final Hypervisor hypervisor;

  /** Serves the given host, which stays the caller's. */
  public TransferActivitiesImpl(Hypervisor hypervisor) {
    this.hypervisor = requireNonNull(hypervisor, "hypervisor is null");
  }

  /**
   * Sends the guest, or attaches to the transfer that runs already. What a heartbeat throws (the
   * worker shuts down, the server has given this execution up) ends this call and is handed to
   * Temporal as it is; the transfer goes on, and the next execution attaches to it.
   */
  @Override
  public PerformResult perform(PerformCall call) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    return Wire.answer(
        () -> hypervisor.perform(call, progress -> context.heartbeat(Heartbeat.of(progress))));
  }
}

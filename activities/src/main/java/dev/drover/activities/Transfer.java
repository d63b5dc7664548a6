package dev.drover.activities;

import dev.drover.hypervisor.Hypervisor;
import dev.drover.protocol.message.PerformCall;
import dev.drover.protocol.message.PerformResult;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;

/** Follows a transfer with heartbeats, on whichever queue the call came. */
final class Transfer {
  private Transfer() {}

  /**
   * Sends the guest, or attaches to the transfer that runs already. What a heartbeat throws (the
   * worker shuts down, the server has given this execution up) ends this call and is handed to
   * Temporal as it is; the transfer goes on, and the next execution attaches to it.
   */
  static PerformResult followed(Hypervisor hypervisor, PerformCall call) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    return Wire.answer(
        () -> hypervisor.perform(call, progress -> context.heartbeat(Heartbeat.of(progress))));
  }
}

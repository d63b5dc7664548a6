package dev.drover.workflows;

import dev.drover.protocol.message.PerformCall;
import dev.drover.protocol.message.PerformResult;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** The long activities of one host, on {@link TaskQueues#transfer}. */
@ActivityInterface
public interface TransferActivities {
  /**
   * Source: sends the guest and hands it over, or attaches to the transfer that runs already.
   * Heartbeats carry the fields of {@code Progress}, and a sentence for people. The end of an
   * execution (heartbeat lost, worker shut down) is never the end of the transfer.
   */
  @ActivityMethod(name = "perform")
  PerformResult perform(PerformCall call);
}

package dev.drover.workflows;

import dev.drover.protocol.message.FleetState;
import dev.drover.protocol.message.HostInfo;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds the hosts that have announced themselves. Runs for ever under {@link WorkflowIds#FLEET}; a
 * worker announces itself by signal-with-start when it has begun to poll, and when something in its
 * {@link HostInfo} changes. Nothing is forgotten by time: a host that is down is still a host.
 *
 * <p>A host is its UUID. When an announcement brings a known UUID with another name or peer
 * address, the workflow asks the UUID's queue who is there: if the worker that was announced first
 * still answers, two live workers share a UUID (a copied state folder) and the newcomer is refused.
 * Otherwise the host was renamed or moved and the newcomer takes its place.
 */
@WorkflowInterface
public interface FleetWorkflow {
  /** The workflow type, for clients without this class. */
  String TYPE = "Fleet";

  /**
   * Runs for ever.
   *
   * @param state what an earlier run knew; null for the first
   */
  @WorkflowMethod(name = TYPE)
  void run(@Nullable FleetState state);

  /** Makes a host known, or brings its changes. */
  @SignalMethod(name = "announce", description = "A worker says which host it is")
  void announce(HostInfo host);

  /** Forgets a host, and every refusal of its UUID, until it announces itself again. */
  @SignalMethod(name = "forget", description = "Forget a host that is gone for good")
  void forget(String hostUuid);

  /** Returns the known hosts, by name and then by UUID. */
  @QueryMethod(name = "hosts", description = "The hosts that have announced themselves")
  List<HostInfo> hosts();

  /** Returns announcements that were refused because a live worker has their UUID already. */
  @QueryMethod(name = "refused", description = "Announcements with the UUID of another live host")
  List<HostInfo> refused();
}

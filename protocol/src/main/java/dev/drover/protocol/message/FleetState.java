package dev.drover.protocol.message;

import java.util.List;

/**
 * What the fleet knows, carried from one run of its workflow to the next.
 *
 * @param hosts the known hosts
 * @param refused announcements with the UUID of another live host
 */
public record FleetState(List<HostInfo> hosts, List<HostInfo> refused) {
  /** Keeps immutable copies of the lists. */
  public FleetState {
    hosts = List.copyOf(hosts);
    refused = List.copyOf(refused);
  }
}

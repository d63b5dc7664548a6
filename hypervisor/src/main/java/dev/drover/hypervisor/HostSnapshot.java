package dev.drover.hypervisor;

import dev.drover.hypervisor.migration.MoveView;
import dev.drover.protocol.DomainState;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a host knows of itself without asking any QEMU or peer: taking one neither waits for a QEMU
 * that hangs nor disturbs one that works.
 *
 * @param domains how many are in each state, by QEMU's own logs; empty as a key stands for those
 *     whose state nobody can tell
 * @param held domains of whose QEMU nothing is known since the start
 * @param moves the open ones, in and out
 */
public record HostSnapshot(
    Map<Optional<DomainState>, Integer> domains, int held, List<MoveView> moves) {
  public HostSnapshot {
    domains = Map.copyOf(domains);
    moves = List.copyOf(moves);
  }
}

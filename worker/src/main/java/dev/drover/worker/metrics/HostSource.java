package dev.drover.worker.metrics;

import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.HostSnapshot;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * Where a host's gauges come from.
 *
 * @param snapshot asks no QEMU; may wait for the state folder's disk
 * @param unreadable how many job records cannot be read
 * @param certificates until when each certificate file counts, by its name
 */
public record HostSource(
    String id,
    Supplier<HostSnapshot> snapshot,
    IntSupplier unreadable,
    Map<String, Instant> certificates,
    Path stateFolder) {
  public HostSource {
    requireNonNull(id, "id is null");
    requireNonNull(snapshot, "snapshot is null");
    requireNonNull(unreadable, "unreadable is null");
    requireNonNull(stateFolder, "stateFolder is null");
    certificates = Map.copyOf(certificates);
  }
}

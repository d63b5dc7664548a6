package dev.drover.hypervisor.qmp;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Something that happened in QEMU. Events are never replayed: who connects late queries.
 *
 * @param name as QEMU spells it, for instance {@code STOP}
 * @param data an object; empty for events without data
 * @param epochMicros QEMU's own clock when it happened, microseconds since 1970; -1 if QEMU could
 *     not read its clock
 */
public record QmpEvent(String name, JsonNode data, long epochMicros) {
  public QmpEvent {
    requireNonNull(name, "name is null");
    requireNonNull(data, "data is null");
  }
}

package dev.drover.hypervisor.qmp;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

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

  /** Reads an event's message; what it does not say is empty, or -1. */
  static QmpEvent of(JsonNode message) {
    JsonNode data = message.get("data");
    long seconds = message.path("timestamp").path("seconds").asLong(-1);
    long micros = message.path("timestamp").path("microseconds").asLong(-1);
    return new QmpEvent(
        message.path("event").asText(),
        data == null ? JsonNodeFactory.instance.objectNode() : data,
        seconds < 0 || micros < 0 ? -1 : seconds * 1_000_000 + micros);
  }
}

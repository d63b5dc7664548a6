package dev.drover.hypervisor.qmp;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code query-migrate} says. Numbers that QEMU leaves out are 0: after a failure it leaves
 * out all of them.
 *
 * @param errorDescription QEMU's own words after a failure; for people, not for parsing
 * @param totalMillis since the start, or for the whole migration
 * @param setupMillis before the first byte
 * @param downtimeMillis from the stop to completed, known once completed
 * @param ram memory sent so far
 * @param listening where a destination waits for the source; null elsewhere
 * @param blockedReasons why QEMU would refuse to migrate this guest; empty if it would not
 */
public record MigrateInfo(
    MigrationStatus status,
    @Nullable String errorDescription,
    long totalMillis,
    long setupMillis,
    long downtimeMillis,
    Ram ram,
    @Nullable Listening listening,
    List<String> blockedReasons) {

  public MigrateInfo {
    requireNonNull(status, "status is null");
    requireNonNull(ram, "ram is null");
    blockedReasons = List.copyOf(blockedReasons);
  }

  /**
   * How far the memory is.
   *
   * @param transferredBytes over the wire, all passes together
   * @param remainingBytes still to send in this pass
   * @param totalBytes the guest's memory, video memory included
   * @param dirtyPagesPerSecond the guest's rate, measured once a pass
   * @param pageSizeBytes size of a page in the rate before
   * @param megabitsPerSecond throughput; megabits, not megabytes
   * @param passes how often the dirty bitmap was read
   */
  public record Ram(
      long transferredBytes,
      long remainingBytes,
      long totalBytes,
      long dirtyPagesPerSecond,
      long pageSizeBytes,
      double megabitsPerSecond,
      long passes) {}

  /**
   * Where a destination listens.
   *
   * @param host as QEMU writes it, without brackets
   * @param port 1 to 65535
   */
  public record Listening(String host, int port) {
    public Listening {
      requireNonNull(host, "host is null");
    }
  }

  /** Reads the reply of {@code query-migrate}; fields of the wrong type count as absent. */
  static MigrateInfo of(JsonNode reply) {
    JsonNode error = reply.path("error-desc");
    return new MigrateInfo(
        reply.has("status")
            ? MigrationStatus.parse(reply.path("status").asText())
            : MigrationStatus.NONE,
        error.isTextual() ? error.textValue() : null,
        reply.path("total-time").asLong(0),
        reply.path("setup-time").asLong(0),
        reply.path("downtime").asLong(0),
        ram(reply.path("ram")),
        listening(reply.path("socket-address").path(0)),
        texts(reply.path("blocked-reasons")));
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(entry -> texts.add(entry.asText()));
    return texts;
  }

  private static Ram ram(JsonNode ram) {
    return new Ram(
        ram.path("transferred").asLong(0),
        ram.path("remaining").asLong(0),
        ram.path("total").asLong(0),
        ram.path("dirty-pages-rate").asLong(0),
        ram.path("page-size").asLong(0),
        ram.path("mbps").asDouble(0),
        ram.path("dirty-sync-count").asLong(0));
  }

  private static @Nullable Listening listening(JsonNode address) {
    // QEMU writes the port as a string.
    int port = address.path("port").asInt(0);
    if (port < 1 || port > 65535 || !address.path("host").isTextual()) {
      return null;
    }
    return new Listening(address.path("host").textValue(), port);
  }
}

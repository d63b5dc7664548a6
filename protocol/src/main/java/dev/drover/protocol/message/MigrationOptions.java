package dev.drover.protocol.message;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a guest is moved. Every field has a default, so that an empty JSON object is a valid value.
 *
 * @param maxBandwidth bytes a second for the transfer; 0, the default, is unlimited (D1)
 * @param maxDowntimeMillis QEMU's downtime-limit in milliseconds, 1 to 2000000; 0, the default,
 *     means 300, QEMU's own
 * @param unknown options that this version does not know, by name. An option that is ignored moves
 *     a guest in another way than was asked for, so they are kept to be refused (A17)
 */
public record MigrationOptions(
    long maxBandwidth,
    int maxDowntimeMillis,
    @JsonAnySetter @JsonAnyGetter Map<String, @Nullable Object> unknown) {
  /** Unlimited bandwidth, QEMU's own downtime limit. */
  public static final MigrationOptions DEFAULTS = new MigrationOptions(0, 0);

  /** Keeps an immutable copy of the unknown options. */
  public MigrationOptions {
    unknown = unknown == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(unknown));
  }

  /** Options that are all known. */
  public MigrationOptions(long maxBandwidth, int maxDowntimeMillis) {
    this(maxBandwidth, maxDowntimeMillis, Map.of());
  }
}

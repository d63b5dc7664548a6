package dev.drover.protocol.message;

/**
 * How a guest is moved. Every field has a default, so that an empty JSON object is a valid value.
 *
 * @param maxBandwidth bytes a second for the transfer; 0, the default, is unlimited (D1)
 * @param maxDowntimeMillis QEMU's downtime-limit in milliseconds, 1 to 2000000; 0, the default,
 *     means 300, QEMU's own
 */
public record MigrationOptions(long maxBandwidth, int maxDowntimeMillis) {
  /** Unlimited bandwidth, QEMU's own downtime limit. */
  public static final MigrationOptions DEFAULTS = new MigrationOptions(0, 0);
}

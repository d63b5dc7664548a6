package dev.drover.protocol.message;

import org.jspecify.annotations.Nullable;

/**
 * Asks the destination to check again and to start a QEMU that waits for the guest.
 *
 * @param sourceAddress {@code host:port} where the source's worker takes links; null if unknown
 */
public record PrepareCall(
    String migrationId,
    String domain,
    String source,
    String definition,
    Cookie cookie,
    MigrationOptions options,
    @Nullable String sourceAddress) {}

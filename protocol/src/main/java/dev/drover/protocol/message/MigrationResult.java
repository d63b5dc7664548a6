package dev.drover.protocol.message;

import org.jspecify.annotations.Nullable;

/**
 * How a migration that succeeded went.
 *
 * @param migrationId the workflow's run id
 * @param host UUID of the host that runs the guest now
 */
public record MigrationResult(
    String migrationId, String domain, String name, String host, @Nullable Statistics statistics) {}

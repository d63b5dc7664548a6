package dev.drover.protocol.message;

/**
 * Asks the source to check that a domain may leave and to open its job record.
 *
 * @param migrationId the workflow's run id; the same id finds the same record
 * @param destination UUID of the other host
 */
public record BeginCall(
    String migrationId, String domain, String destination, MigrationOptions options) {}

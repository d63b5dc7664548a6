package dev.drover.protocol.message;

import org.jspecify.annotations.Nullable;

/**
 * A call that a migration owes a host which does not answer; it is made until the host does.
 *
 * @param migrationId the run id of the migration
 * @param domain UUID of the domain
 * @param domainName what people call it; null if the migration never learned it
 * @param host UUID of the host that has to answer
 * @param hostName what people call it
 * @param call the call, in words
 * @param sinceEpochMillis since when it is owed
 * @param failure why the last try had no success; null before the first has ended
 */
public record Debt(
    String migrationId,
    String domain,
    @Nullable String domainName,
    String host,
    String hostName,
    String call,
    long sinceEpochMillis,
    @Nullable String failure) {}

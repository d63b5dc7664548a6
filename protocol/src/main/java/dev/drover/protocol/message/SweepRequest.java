package dev.drover.protocol.message;

import org.jspecify.annotations.Nullable;

/**
 * Asks a host to remove what is left over on it.
 *
 * @param host UUID of the host
 * @param hostName what people call it; may be null
 * @param requestedBy who asked, for the records; may be null
 */
public record SweepRequest(String host, @Nullable String hostName, @Nullable String requestedBy) {}

package dev.drover.protocol.message;

import org.jspecify.annotations.Nullable;

/**
 * What begin found.
 *
 * @param name the domain's name
 * @param definition the domain's XML as the destination must run it
 * @param cookie cookie #1, for prepare
 * @param memoryKib guest memory, for the user's eyes
 * @param peerAddress {@code host:port} where the source's worker takes links; null from a worker
 *     that does not tell it
 */
public record BeginResult(
    String name, String definition, Cookie cookie, long memoryKib, @Nullable String peerAddress) {}

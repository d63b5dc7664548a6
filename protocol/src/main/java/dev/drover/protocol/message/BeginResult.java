package dev.drover.protocol.message;

/**
 * What begin found.
 *
 * @param name the domain's name
 * @param definition the domain's XML as the destination must run it
 * @param cookie cookie #1, for prepare
 * @param memoryKib guest memory, for the user's eyes
 */
public record BeginResult(String name, String definition, Cookie cookie, long memoryKib) {}

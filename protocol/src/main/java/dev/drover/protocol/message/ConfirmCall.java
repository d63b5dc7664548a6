package dev.drover.protocol.message;

/**
 * Brings the destination's decision to the source.
 *
 * @param cookie cookie #4
 * @param cancelled true: resume the guest; false: end this copy
 */
public record ConfirmCall(
    String migrationId, String domain, String destination, Cookie cookie, boolean cancelled) {}

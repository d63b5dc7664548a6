package dev.drover.protocol.message;

/**
 * Tells the destination the source's word and asks for the decision.
 *
 * @param cookie cookie #3 if not cancelled, else empty
 * @param cancelled true: the source said failed; false: it said permitted
 */
public record FinishCall(
    String migrationId, String domain, String source, Cookie cookie, boolean cancelled) {}

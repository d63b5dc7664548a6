package dev.drover.protocol.message;

/**
 * Asks the source to give the running transfer up. Refused with POINT_OF_NO_RETURN once the guest
 * may be handed over.
 */
public record AbortCall(String migrationId, String domain, String requestedBy) {}

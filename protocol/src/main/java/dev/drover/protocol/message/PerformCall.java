package dev.drover.protocol.message;

/** Asks the source to send the guest and to hand it over. */
public record PerformCall(
    String migrationId,
    String domain,
    String destination,
    Cookie cookie,
    String dataUri,
    String peerAddress,
    MigrationOptions options) {}

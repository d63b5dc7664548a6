package dev.drover.protocol.message;

/** Asks the destination to check again and to start a QEMU that waits for the guest. */
public record PrepareCall(
    String migrationId,
    String domain,
    String source,
    String definition,
    Cookie cookie,
    MigrationOptions options) {}

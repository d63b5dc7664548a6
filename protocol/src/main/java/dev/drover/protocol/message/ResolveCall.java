package dev.drover.protocol.message;

/** Brings a person's statement to the side that acts on it. */
public record ResolveCall(String migrationId, String domain, Statement statement) {}

package dev.drover.protocol.message;

import dev.drover.protocol.Side;

/**
 * Asks one side to compensate what its steps did. Safe to repeat, and safe when they did nothing.
 */
public record CancelCall(
    String migrationId, String domain, Side side, String peerHost, String reason) {}

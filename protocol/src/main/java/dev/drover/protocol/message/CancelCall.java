package dev.drover.protocol.message;

import dev.drover.protocol.Side;
import dev.drover.protocol.failure.FailureCode;
import org.jspecify.annotations.Nullable;

/**
 * Asks one side to compensate what its steps did. Safe to repeat, and safe when they did nothing.
 *
 * @param reason why the migration is given up, in a sentence
 * @param failure why it is given up; null from a caller that does not say so
 */
public record CancelCall(
    String migrationId,
    String domain,
    Side side,
    String peerHost,
    String reason,
    @Nullable FailureCode failure) {}

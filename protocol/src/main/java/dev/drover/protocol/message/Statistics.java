package dev.drover.protocol.message;

import org.jspecify.annotations.Nullable;

/**
 * What a finished transfer cost. Times are on the source's clock.
 *
 * @param totalMillis from the start of the transfer until the guest ran on the destination
 * @param setupMillis QEMU's setup-time
 * @param blackoutMicros from the source's STOP until the answer committed was heard; null if no
 *     answer was heard in time
 * @param stoppedAtEpochMicros when the source's CPUs stopped; null if they never did
 * @param answeredAtEpochMicros when the answer was heard; null if it was not
 * @param transferredBytes all that was sent
 * @param passes how often memory was gone through
 */
public record Statistics(
    long totalMillis,
    long setupMillis,
    @Nullable Long blackoutMicros,
    @Nullable Long stoppedAtEpochMicros,
    @Nullable Long answeredAtEpochMicros,
    long transferredBytes,
    long passes) {}

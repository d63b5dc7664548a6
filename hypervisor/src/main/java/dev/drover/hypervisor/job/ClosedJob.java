package dev.drover.hypervisor.job;

import dev.drover.protocol.Side;
import org.jspecify.annotations.Nullable;

/**
 * A migration id that is over on this host. Begin, prepare and perform with it are refused for as
 * long as it is kept.
 *
 * @param result {@code committed}, {@code cancelled}, or {@code unknown} for a tombstone: this host
 *     answered that it does not know the id, and must never learn of it later
 * @param reason why it failed or was cancelled, for whoever asks late; null if it did not, or if
 *     nobody knows
 * @param closedAtEpochMillis from when the 30 days count
 */
public record ClosedJob(
    String migrationId,
    Side side,
    String domain,
    String peerHost,
    String result,
    @Nullable String reason,
    long closedAtEpochMillis) {}

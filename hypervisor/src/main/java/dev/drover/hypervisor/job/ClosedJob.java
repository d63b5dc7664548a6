package dev.drover.hypervisor.job;

import dev.drover.protocol.Side;
import dev.drover.protocol.message.Statement;
import dev.drover.protocol.message.Statistics;
import org.jspecify.annotations.Nullable;

/**
 * A migration id that is over on this host. Begin, prepare and perform with it are refused for as
 * long as it is kept.
 *
 * @param result {@code committed}, {@code cancelled}, or {@code unknown} for a tombstone: this host
 *     answered that it does not know the id, and must never learn of it later
 * @param reason why it failed or was cancelled, for whoever asks late; null if it did not, or if
 *     nobody knows
 * @param statistics what the transfer cost, for a perform whose answer was lost; null at the
 *     destination, for a tombstone, and in the files of older versions
 * @param statement what a person has stated and this side has acted on; null if nobody has
 * @param closedAtEpochMillis from when the 30 days count
 */
public record ClosedJob(
    String migrationId,
    Side side,
    String domain,
    String peerHost,
    String result,
    @Nullable String reason,
    @Nullable Statistics statistics,
    @Nullable Statement statement,
    long closedAtEpochMillis) {}

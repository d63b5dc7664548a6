package dev.drover.protocol.message;

import dev.drover.protocol.JobKind;
import dev.drover.protocol.Phase;
import org.jspecify.annotations.Nullable;

/**
 * An open job record, as shown to people.
 *
 * @param migrationId the run id of the workflow that owns the job
 * @param word the side's durable switchover word
 * @param peerHost UUID of the other host
 * @param startedAtEpochMillis when the record was made
 * @param trouble what fails here and is tried again and again, in a sentence; null if nothing does
 * @param evidence what this side knows and can prove; null from a worker of an older version
 */
public record JobInfo(
    JobKind kind,
    String migrationId,
    Phase phase,
    String word,
    String peerHost,
    long startedAtEpochMillis,
    @Nullable String trouble,
    @Nullable Evidence evidence) {}

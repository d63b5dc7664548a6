package dev.drover.protocol.message;

import dev.drover.protocol.JobKind;
import dev.drover.protocol.Phase;

/**
 * An open job record, as shown to people.
 *
 * @param migrationId the run id of the workflow that owns the job
 * @param word the side's durable switchover word
 * @param peerHost UUID of the other host
 * @param startedAtEpochMillis when the record was made
 */
public record JobInfo(
    JobKind kind,
    String migrationId,
    Phase phase,
    String word,
    String peerHost,
    long startedAtEpochMillis) {}

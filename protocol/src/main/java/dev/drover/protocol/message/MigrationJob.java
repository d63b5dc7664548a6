package dev.drover.protocol.message;

import dev.drover.protocol.JobKind;
import dev.drover.protocol.Phase;
import dev.drover.protocol.Step;
import dev.drover.protocol.failure.FailureCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A migration as its workflow knows it: the answer to the query {@code job}.
 *
 * @param migrationId the workflow's run id
 * @param name the domain's name; null until begin has answered
 * @param source UUID of the source
 * @param destination UUID of the destination
 * @param requestedBy who asked for it; null if nobody said
 * @param startedAtEpochMillis when the workflow started
 * @param step the step that runs, or ran last
 * @param sourcePhase where the source's job record stands, as far as its answers tell
 * @param destinationPhase where the destination's job record stands, as far as its answers tell
 * @param sourceWord the source's durable word, as far as its answers tell
 * @param destinationWord the destination's durable word, as far as its answers tell; null before
 *     prepare
 * @param progress the transfer; null where the source has not said anything yet. Workflow code sees
 *     no heartbeats, so the workflow itself leaves it null and the client that watches fills it in
 * @param reasons what happened that an operator may ask about, oldest first
 * @param abortRequestedBy who asked to give the migration up; null if nobody did
 * @param failure the first error; null if there is none
 * @param failureReason the first error in a sentence; null if there is none
 * @param result how it went; null until it has succeeded
 * @param unknown that nobody can say where the guest is; null while somebody can
 */
public record MigrationJob(
    String migrationId,
    JobKind kind,
    String domain,
    @Nullable String name,
    String source,
    String destination,
    @Nullable String requestedBy,
    long startedAtEpochMillis,
    Step step,
    Phase sourcePhase,
    Phase destinationPhase,
    @Nullable String sourceWord,
    @Nullable String destinationWord,
    @Nullable Progress progress,
    List<JobReason> reasons,
    @Nullable String abortRequestedBy,
    @Nullable FailureCode failure,
    @Nullable String failureReason,
    @Nullable MigrationResult result,
    @Nullable UnknownOutcome unknown) {

  /** Keeps an immutable copy of the reasons. */
  public MigrationJob {
    reasons = List.copyOf(reasons);
  }

  /** Returns whether the workflow has nothing left to do. */
  public boolean ended() {
    return failure != null || result != null;
  }

  /** Returns the same job with the transfer's latest numbers. */
  public MigrationJob withProgress(@Nullable Progress latest) {
    return new MigrationJob(
        migrationId,
        kind,
        domain,
        name,
        source,
        destination,
        requestedBy,
        startedAtEpochMillis,
        step,
        sourcePhase,
        destinationPhase,
        sourceWord,
        destinationWord,
        latest,
        reasons,
        abortRequestedBy,
        failure,
        failureReason,
        result,
        unknown);
  }
}

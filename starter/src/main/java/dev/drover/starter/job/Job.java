package dev.drover.starter.job;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.MigrationOptions;
import dev.drover.protocol.message.Statistics;
import org.jspecify.annotations.Nullable;

/**
 * One job, as the server remembers it. Times are on the server's clock.
 *
 * @param kind the workflow's type, for example {@code Migrate}
 * @param endedAtEpochMillis null while it runs
 * @param domain UUID of the domain; null if the job's input says none
 * @param name the domain's name; null if nobody has said it in this job
 * @param from the host that a guest leaves, or on which the job acts; null if the input says none
 * @param to the host that a guest goes to; null unless it is a migration
 * @param options how a guest is moved; null unless it is a migration
 * @param requestedBy who asked for it; null if nobody said
 * @param failure why it did not succeed; null if it did, or runs
 * @param failureReason the failure in a sentence; null if there is none
 * @param statistics what the transfer cost; null if there was none, or nobody has said yet
 */
public record Job(
    JobKey key,
    String kind,
    JobStatus status,
    long startedAtEpochMillis,
    @Nullable Long endedAtEpochMillis,
    @Nullable String domain,
    @Nullable String name,
    @Nullable HostRef from,
    @Nullable HostRef to,
    @Nullable MigrationOptions options,
    @Nullable String requestedBy,
    @Nullable FailureCode failure,
    @Nullable String failureReason,
    @Nullable Statistics statistics) {
  public Job {
    requireNonNull(key, "key is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(status, "status is null");
  }

  /** Returns the milliseconds from start to end; null while it runs. */
  public @Nullable Long tookMillis() {
    return endedAtEpochMillis == null ? null : endedAtEpochMillis - startedAtEpochMillis;
  }
}

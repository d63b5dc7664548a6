package dev.drover.starter.command;

import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.MigrationOptions;
import dev.drover.protocol.message.Statistics;
import dev.drover.starter.job.HostRef;
import dev.drover.starter.job.Job;
import dev.drover.starter.job.JobStatus;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One job as programs get it. Times are on the server's clock.
 *
 * @param kind for example {@code Migrate}
 * @param endedAtEpochMillis null while it runs
 * @param tookMillis from start to end; null while it runs
 * @param domain UUID of the domain; null if the job's input says none
 * @param name the domain's name; null if no host has said it
 * @param host UUID of the host that a small job acts on, or that a guest leaves
 * @param hostName null if nobody knows a name
 * @param destination UUID of the host that a guest goes to; null unless it is a migration
 * @param destinationName null if nobody knows a name
 * @param options null unless it is a migration
 * @param failure null if there is none
 * @param failureReason null if there is none
 * @param statistics what the transfer cost; null if there was none
 */
record JobRow(
    String runId,
    String workflowId,
    String kind,
    JobStatus status,
    long startedAtEpochMillis,
    @Nullable Long endedAtEpochMillis,
    @Nullable Long tookMillis,
    @Nullable String domain,
    @Nullable String name,
    @Nullable String host,
    @Nullable String hostName,
    @Nullable String destination,
    @Nullable String destinationName,
    @Nullable MigrationOptions options,
    @Nullable String requestedBy,
    @Nullable FailureCode failure,
    @Nullable String failureReason,
    @Nullable Statistics statistics) {

  /**
   * Returns a job's row.
   *
   * @param names what hosts are called by their UUIDs
   */
  static JobRow of(Job job, UnaryOperator<String> names) {
    HostRef from = job.from();
    HostRef to = job.to();
    return new JobRow(
        job.key().runId(),
        job.key().workflowId(),
        job.kind(),
        job.status(),
        job.startedAtEpochMillis(),
        job.endedAtEpochMillis(),
        job.tookMillis(),
        job.domain(),
        job.name(),
        from == null ? null : from.id(),
        from == null ? null : from.called(names),
        to == null ? null : to.id(),
        to == null ? null : to.called(names),
        job.options(),
        job.requestedBy(),
        job.failure(),
        job.failureReason(),
        job.statistics());
  }
}

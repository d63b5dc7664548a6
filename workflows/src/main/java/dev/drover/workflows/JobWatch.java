package dev.drover.workflows;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.util.Timestamps;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.message.MigrationJob;
import dev.drover.protocol.message.MigrationResult;
import dev.drover.protocol.message.Progress;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowStub;
import io.temporal.common.converter.DataConverterException;
import io.temporal.failure.CanceledFailure;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a domain's job from outside. The transfer's numbers travel in heartbeats, which workflow
 * code cannot see, so they are read from the pending activity itself.
 */
public final class JobWatch {
  private static final String PERFORM = "perform";

  private final WorkflowClient client;

  /** Watches through a client that was made with {@link DroverData#converter}. */
  public JobWatch(WorkflowClient client) {
    this.client = requireNonNull(client, "client is null");
  }

  /**
   * Who holds a domain.
   *
   * @param workflowType for example {@code Migrate}
   * @param sinceEpochMillis when the job started, on the server's clock
   * @param endedAtEpochMillis when it ended and stopped holding the domain; null: it has not
   */
  public record Holder(
      String workflowType, String runId, long sinceEpochMillis, @Nullable Long endedAtEpochMillis) {
    /** Returns whether the job holds the domain still. */
    public boolean running() {
      return endedAtEpochMillis == null;
    }
  }

  /**
   * Returns the last job on a domain, running or over; empty if the server knows of none. Needs no
   * worker.
   *
   * @throws DroverException if the server does not answer
   */
  public Optional<Holder> holder(String domain) {
    try {
      WorkflowExecutionInfo info = describe(domain).getWorkflowExecutionInfo();
      return Optional.of(
          new Holder(
              info.getType().getName(),
              info.getExecution().getRunId(),
              Timestamps.toMillis(info.getStartTime()),
              info.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING
                  ? null
                  : Timestamps.toMillis(info.getCloseTime())));
    } catch (StatusRuntimeException failure) {
      if (failure.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return Optional.empty();
      }
      throw Failures.toDrover(failure);
    }
  }

  /**
   * Returns a domain's migration with the transfer's latest numbers. Works on one that is over,
   * too.
   *
   * @throws DroverException NOT_MIGRATING if the domain's last job is no migration;
   *     SERVER_UNREACHABLE if the server, or every worker with the role coordinator, does not
   *     answer
   */
  public MigrationJob job(String domain) {
    try {
      MigrationJob job =
          client
              .newUntypedWorkflowStub(WorkflowIds.domain(domain))
              .query("job", MigrationJob.class);
      return job.ended() ? job : job.withProgress(progress(domain).orElse(null));
    } catch (RuntimeException failure) {
      throw Failures.toDrover(failure);
    }
  }

  /**
   * Waits for the end of a migration and returns how it went. Temporal calls every workflow
   * cancelled that was ever asked to be, also one whose guest had to arrive, so a cancelled one is
   * asked for its own word.
   *
   * @param migration a stub with the run to wait for
   * @throws DroverException the migration's first error
   */
  public MigrationResult result(WorkflowStub migration) {
    try {
      return migration.getResult(MigrationResult.class);
    } catch (WorkflowException failure) {
      if (failure.getCause() instanceof CanceledFailure) {
        return wordOfCancelled(migration, failure);
      }
      throw Failures.toDrover(failure);
    }
  }

  private static MigrationResult wordOfCancelled(
      WorkflowStub migration, WorkflowException failure) {
    MigrationJob job;
    try {
      job = migration.query("job", MigrationJob.class);
    } catch (WorkflowException noWorker) {
      failure.addSuppressed(noWorker);
      throw Failures.toDrover(failure);
    }
    if (job.result() != null) {
      return job.result();
    }
    if (job.failure() != null) {
      throw new DroverException(job.failure(), String.valueOf(job.failureReason()), failure);
    }
    throw Failures.toDrover(failure);
  }

  /** Returns what the running transfer last said about itself; empty if none runs. */
  public Optional<Progress> progress(String domain) {
    for (PendingActivityInfo activity : describe(domain).getPendingActivitiesList()) {
      if (activity.getActivityType().getName().equals(PERFORM) && activity.hasHeartbeatDetails()) {
        return decode(activity.getHeartbeatDetails());
      }
    }
    return Optional.empty();
  }

  private Optional<Progress> decode(Payloads details) {
    try {
      return Optional.ofNullable(
          client
              .getOptions()
              .getDataConverter()
              .fromPayloads(0, Optional.of(details), Progress.class, Progress.class));
    } catch (DataConverterException newerWorker) {
      // A worker of another version may beat with something else; numbers are a courtesy.
      return Optional.empty();
    }
  }

  private DescribeWorkflowExecutionResponse describe(String domain) {
    return client
        .getWorkflowServiceStubs()
        .blockingStub()
        .describeWorkflowExecution(
            DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace(client.getOptions().getNamespace())
                .setExecution(
                    WorkflowExecution.newBuilder().setWorkflowId(WorkflowIds.domain(domain)))
                .build());
  }
}

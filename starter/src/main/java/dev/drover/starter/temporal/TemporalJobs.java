package dev.drover.starter.temporal;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.Progress;
import dev.drover.starter.job.Glance;
import dev.drover.starter.job.JobKey;
import dev.drover.starter.job.JobStatus;
import dev.drover.starter.job.JobStory;
import dev.drover.starter.job.Jobs;
import dev.drover.starter.job.Listed;
import dev.drover.starter.job.PendingCall;
import dev.drover.workflows.Failures;
import dev.drover.workflows.JobWatch;
import dev.drover.workflows.WorkflowIds;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.client.WorkflowClient;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The jobs that a Temporal server remembers: its lists, its histories, its descriptions. */
final class TemporalJobs implements Jobs {
  private final WorkflowClient client;
  private final JobLists lists;
  private final JobWatch watch;
  private final Decoder decoder;

  TemporalJobs(WorkflowClient client) {
    this.client = requireNonNull(client, "client is null");
    this.decoder = new Decoder(client.getOptions().getDataConverter());
    this.lists = new JobLists(client, decoder);
    this.watch = new JobWatch(client);
  }

  @Override
  public List<Listed> ofDomain(String domain, int limit) {
    List<Listed> jobs = new ArrayList<>(ask(() -> lists.ofDomain(domain, limit)));
    // A server's lists are a moment behind; its word on the domain's last job is not.
    watch
        .holder(domain)
        .map(
            holder ->
                new Listed(
                    new JobKey(WorkflowIds.domain(domain), holder.runId()),
                    holder.sinceEpochMillis(),
                    holder.running()))
        .filter(last -> jobs.stream().noneMatch(job -> job.key().equals(last.key())))
        .ifPresent(jobs::add);
    jobs.sort(Comparator.comparingLong(Listed::startedAtEpochMillis));
    return List.copyOf(jobs.subList(Math.max(0, jobs.size() - limit), jobs.size()));
  }

  @Override
  public List<String> domainsNamed(String name) {
    return ask(() -> lists.domainsNamed(name));
  }

  @Override
  public JobKey find(String runId) {
    return ask(() -> lists.ofRun(runId)).stream()
        .findFirst()
        .map(Listed::key)
        .orElseThrow(() -> unknown(runId));
  }

  @Override
  public List<Listed> moves(long endedSinceEpochMillis) {
    return ask(() -> lists.moves(endedSinceEpochMillis));
  }

  @Override
  public JobStory story(JobKey job) {
    try {
      return StoryReader.read(
          job,
          client.fetchHistory(job.workflowId(), job.runId()).getEvents(),
          client.getOptions().getDataConverter());
    } catch (RuntimeException failure) {
      throw explained(job, failure);
    }
  }

  @Override
  public Glance glance(JobKey job) {
    try {
      DescribeWorkflowExecutionResponse described =
          client
              .getWorkflowServiceStubs()
              .blockingStub()
              .describeWorkflowExecution(
                  DescribeWorkflowExecutionRequest.newBuilder()
                      .setNamespace(client.getOptions().getNamespace())
                      .setExecution(
                          WorkflowExecution.newBuilder()
                              .setWorkflowId(job.workflowId())
                              .setRunId(job.runId()))
                      .build());
      WorkflowExecutionInfo info = described.getWorkflowExecutionInfo();
      return new Glance(
          status(info.getStatus()),
          info.getHistoryLength(),
          described.getPendingActivitiesList().stream().map(this::pending).toList());
    } catch (RuntimeException failure) {
      throw explained(job, failure);
    }
  }

  private static JobStatus status(WorkflowExecutionStatus status) {
    return switch (status) {
      case WORKFLOW_EXECUTION_STATUS_COMPLETED -> JobStatus.SUCCEEDED;
      case WORKFLOW_EXECUTION_STATUS_FAILED -> JobStatus.FAILED;
      case WORKFLOW_EXECUTION_STATUS_CANCELED -> JobStatus.CANCELLED;
      case WORKFLOW_EXECUTION_STATUS_TERMINATED -> JobStatus.TERMINATED;
      case WORKFLOW_EXECUTION_STATUS_TIMED_OUT -> JobStatus.TIMED_OUT;
      default -> JobStatus.RUNNING;
    };
  }

  private PendingCall pending(PendingActivityInfo activity) {
    boolean taken = activity.getState() != PendingActivityState.PENDING_ACTIVITY_STATE_SCHEDULED;
    Timestamp since = taken ? activity.getLastStartedTime() : activity.getScheduledTime();
    Optional<DroverException> failure =
        activity.hasLastFailure()
            ? Optional.of(decoder.failure(activity.getLastFailure()))
            : Optional.empty();
    return new PendingCall(
        activity.getActivityType().getName(),
        taken,
        activity.getAttempt(),
        Timestamps.toMillis(since),
        textOrNull(activity.getLastWorkerIdentity()),
        failure.map(DroverException::code).orElse(null),
        failure.map(DroverException::getMessage).orElse(null),
        decoder.value(activity.getHeartbeatDetails(), Progress.class).orElse(null));
  }

  private static @Nullable String textOrNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static <T> T ask(Supplier<T> question) {
    try {
      return question.get();
    } catch (RuntimeException failure) {
      throw Failures.toDrover(failure);
    }
  }

  private static DroverException explained(JobKey job, RuntimeException failure) {
    if (failure instanceof StatusRuntimeException status
        && status.getStatus().getCode() == Status.Code.NOT_FOUND) {
      return unknown(job.runId());
    }
    return Failures.toDrover(failure);
  }

  private static DroverException unknown(String runId) {
    return new DroverException(
        FailureCode.UNKNOWN_JOB, "The server remembers no job with the run id " + runId + ".");
  }
}

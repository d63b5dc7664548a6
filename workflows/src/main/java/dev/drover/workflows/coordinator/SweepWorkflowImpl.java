package dev.drover.workflows.coordinator;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.SweepReport;
import dev.drover.protocol.message.SweepRequest;
import dev.drover.workflows.Failures;
import dev.drover.workflows.HostActivities;
import dev.drover.workflows.SweepWorkflow;
import dev.drover.workflows.TaskQueues;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One call of one host. */
public final class SweepWorkflowImpl implements SweepWorkflow {
  // A host whose worker is not there is reported within 20 seconds.
  private static final Duration TAKEN_WITHIN = Duration.ofSeconds(14);

  // A QEMU that is ended is given ten seconds to be dead, and there may be several.
  private static final Duration ATTEMPT = Duration.ofMinutes(1);
  private static final int ATTEMPTS = 3;

  @Override
  public SweepReport sweep(@Nullable SweepRequest request) {
    if (request == null || request.host() == null) {
      throw Failures.toApplicationFailure(
          new DroverException(FailureCode.INVALID_ARGUMENT, "A sweep needs host, its UUID."));
    }
    String name = Objects.requireNonNullElse(request.hostName(), request.host());
    HostActivities host =
        Workflow.newActivityStub(
            HostActivities.class,
            ActivityOptions.newBuilder()
                .setTaskQueue(TaskQueues.host(request.host()))
                .setScheduleToStartTimeout(TAKEN_WITHIN)
                .setStartToCloseTimeout(ATTEMPT)
                .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(ATTEMPTS).build())
                .build());
    try {
      return host.sweep(true);
    } catch (TemporalFailure failure) {
      throw Failures.toApplicationFailure(FailedCalls.error(failure, "sweep", name, TAKEN_WITHIN));
    }
  }
}

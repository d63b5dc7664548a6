package dev.drover.workflows.coordinator;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.message.DomainInfo;
import dev.drover.protocol.message.DomainJobRequest;
import dev.drover.workflows.DefineWorkflow;
import dev.drover.workflows.DestroyWorkflow;
import dev.drover.workflows.Failures;
import dev.drover.workflows.HostActivities;
import dev.drover.workflows.ResumeWorkflow;
import dev.drover.workflows.StartWorkflow;
import dev.drover.workflows.SuspendWorkflow;
import dev.drover.workflows.TaskQueues;
import dev.drover.workflows.UndefineWorkflow;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The small jobs: one call of one host, under the domain's mutex. */
public final class DomainJobWorkflowImpl
    implements DefineWorkflow,
        StartWorkflow,
        SuspendWorkflow,
        ResumeWorkflow,
        DestroyWorkflow,
        UndefineWorkflow {
  // A host whose worker is not there is reported within 20 seconds.
  private static final Duration TAKEN_WITHIN = Duration.ofSeconds(14);
  private static final Duration ATTEMPT = Duration.ofSeconds(30);
  private static final int ATTEMPTS = 3;

  @Override
  public DomainInfo define(DomainJobRequest request) {
    HostActivities host = host(request, "define", true);
    return told(request, "define", () -> host.define(String.valueOf(request.xml())));
  }

  @Override
  public DomainInfo start(DomainJobRequest request) {
    HostActivities host = host(request, "start", false);
    return told(request, "start", () -> host.start(request.domain()));
  }

  @Override
  public DomainInfo suspend(DomainJobRequest request) {
    HostActivities host = host(request, "suspend", false);
    return told(request, "suspend", () -> host.suspend(request.domain()));
  }

  @Override
  public DomainInfo resume(DomainJobRequest request) {
    HostActivities host = host(request, "resume", false);
    return told(request, "resume", () -> host.resume(request.domain()));
  }

  @Override
  public DomainInfo destroy(DomainJobRequest request) {
    HostActivities host = host(request, "destroy", false);
    return told(request, "destroy", () -> host.destroy(request.domain()));
  }

  @Override
  public void undefine(DomainJobRequest request) {
    HostActivities host = host(request, "undefine", false);
    Boolean unused =
        told(
            request,
            "undefine",
            () -> {
              host.undefine(request.domain());
              return true;
            });
  }

  private static HostActivities host(
      @Nullable DomainJobRequest request, String what, boolean needsDefinition) {
    Optional<DroverException> mistake =
        RequestCheck.domainJob(request, Workflow.getInfo().getWorkflowId(), needsDefinition);
    if (mistake.isPresent() || request == null) {
      throw Failures.toApplicationFailure(mistake.orElseThrow());
    }
    return Workflow.newActivityStub(
        HostActivities.class,
        ActivityOptions.newBuilder()
            .setTaskQueue(TaskQueues.host(request.host()))
            .setScheduleToStartTimeout(TAKEN_WITHIN)
            .setStartToCloseTimeout(ATTEMPT)
            .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(ATTEMPTS).build())
            .setSummary(what + " on " + name(request))
            .build());
  }

  private static <T> T told(DomainJobRequest request, String what, Supplier<T> call) {
    try {
      return call.get();
    } catch (TemporalFailure failure) {
      throw Failures.toApplicationFailure(
          FailedCalls.error(failure, what, name(request), TAKEN_WITHIN));
    }
  }

  private static String name(DomainJobRequest request) {
    return request.hostName() == null ? request.host() : request.hostName();
  }
}

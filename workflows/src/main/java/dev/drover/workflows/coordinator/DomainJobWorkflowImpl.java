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
import dev.drover.workflows.ui.Summary;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
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
    return run(request, "define", host -> host.define(String.valueOf(request.xml())));
  }

  @Override
  public DomainInfo start(DomainJobRequest request) {
    return run(request, "start", host -> host.start(request.domain()));
  }

  @Override
  public DomainInfo suspend(DomainJobRequest request) {
    return run(request, "suspend", host -> host.suspend(request.domain()));
  }

  @Override
  public DomainInfo resume(DomainJobRequest request) {
    return run(request, "resume", host -> host.resume(request.domain()));
  }

  @Override
  public DomainInfo destroy(DomainJobRequest request) {
    return run(request, "destroy", host -> host.destroy(request.domain()));
  }

  @Override
  public void undefine(DomainJobRequest request) {
    Boolean unused =
        run(
            request,
            "undefine",
            host -> {
              host.undefine(request.domain());
              return true;
            });
  }

  private static <T> T run(
      @Nullable DomainJobRequest input, String what, Function<HostActivities, T> call) {
    DomainJobRequest request = checked(input, what.equals("define"));
    DomainJobDetails details = new DomainJobDetails(request, what);
    details.begin();
    HostActivities host =
        Workflow.newActivityStub(
            HostActivities.class,
            ActivityOptions.newBuilder()
                .setTaskQueue(TaskQueues.host(request.host()))
                .setScheduleToStartTimeout(TAKEN_WITHIN)
                .setStartToCloseTimeout(ATTEMPT)
                .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(ATTEMPTS).build())
                .setSummary(Summary.of(details.summary()))
                .build());
    try {
      T answer = call.apply(host);
      details.done(answer);
      return answer;
    } catch (TemporalFailure failure) {
      DroverException error = FailedCalls.error(failure, what, details.hostName(), TAKEN_WITHIN);
      details.failed(error);
      throw Failures.toApplicationFailure(error);
    }
  }

  private static DomainJobRequest checked(
      @Nullable DomainJobRequest request, boolean needsDefinition) {
    Optional<DroverException> mistake =
        RequestCheck.domainJob(request, Workflow.getInfo().getWorkflowId(), needsDefinition);
    if (mistake.isPresent() || request == null) {
      throw Failures.toApplicationFailure(mistake.orElseThrow());
    }
    return request;
  }
}

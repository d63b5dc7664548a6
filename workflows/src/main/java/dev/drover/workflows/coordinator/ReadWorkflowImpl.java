package dev.drover.workflows.coordinator;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.HostAnswer;
import dev.drover.protocol.message.ReadRequest;
import dev.drover.protocol.message.ReadResult;
import dev.drover.workflows.Failures;
import dev.drover.workflows.HostActivities;
import dev.drover.workflows.ReadWorkflow;
import dev.drover.workflows.TaskQueues;
import dev.drover.workflows.ui.Summary;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Asks all hosts at once; each answers, or is reported as silent, for itself. */
public final class ReadWorkflowImpl implements ReadWorkflow {
  private static final Duration TAKEN_WITHIN = Duration.ofMillis(2500);
  private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(4);

  // Every lease of the lockspace is read, and every QEMU that hangs is waited for.
  private static final Duration SWEPT_WITHIN = Duration.ofSeconds(12);

  @Override
  public ReadResult read(ReadRequest request) {
    if (isIncomplete(request)) {
      throw Failures.toApplicationFailure(
          new DroverException(
              FailureCode.INVALID_ARGUMENT,
              "A read needs hosts, a list of UUIDs, and what: HOST, DOMAINS, SWEEP, or CHECK with xml."));
    }
    List<Promise<HostAnswer>> asked = new ArrayList<>();
    for (String host : request.hosts()) {
      asked.add(ask(host, request));
    }
    return new ReadResult(asked.stream().map(Promise::get).toList());
  }

  private static boolean isIncomplete(@Nullable ReadRequest request) {
    return request == null
        || request.hosts() == null
        || request.what() == null
        || (request.what() == ReadRequest.Kind.CHECK && request.xml() == null);
  }

  private static Promise<HostAnswer> ask(String host, ReadRequest request) {
    HostActivities activities =
        Workflow.newActivityStub(
            HostActivities.class,
            ActivityOptions.newBuilder()
                .setTaskQueue(TaskQueues.host(host))
                .setScheduleToStartTimeout(TAKEN_WITHIN)
                .setScheduleToCloseTimeout(
                    request.what() == ReadRequest.Kind.SWEEP ? SWEPT_WITHIN : ANSWERED_WITHIN)
                .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(2).build())
                .setSummary(
                    Summary.of(
                        "%s, asked of %s"
                            .formatted(request.what().name().toLowerCase(Locale.ROOT), host)))
                .build());
    Promise<HostAnswer> answer =
        switch (request.what()) {
          case HOST ->
              Async.function(activities::host).thenApply(info -> HostAnswer.of(host, info));
          case DOMAINS ->
              Async.function(activities::domains)
                  .thenApply(domains -> HostAnswer.of(host, domains));
          case CHECK ->
              Async.function(activities::check, String.valueOf(request.xml()))
                  .thenApply(definition -> HostAnswer.of(host, definition));
          case SWEEP ->
              Async.function(activities::sweep, false)
                  .thenApply(swept -> HostAnswer.of(host, swept));
        };
    return answer.exceptionally(failure -> failed(host, request, failure));
  }

  private static HostAnswer failed(String host, ReadRequest request, Throwable failure) {
    DroverException error =
        failure instanceof TemporalFailure temporal
            ? FailedCalls.error(
                temporal, request.what().name().toLowerCase(Locale.ROOT), host, TAKEN_WITHIN)
            : Failures.toDrover(failure);
    return HostAnswer.failed(host, error.code(), error.getMessage());
  }
}

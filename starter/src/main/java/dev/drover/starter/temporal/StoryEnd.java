package dev.drover.starter.temporal;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.starter.job.JobStatus;
import io.temporal.api.history.v1.HistoryEvent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a job's story ends. */
final class StoryEnd {
  private final Decoder decoder;

  private JobStatus status = JobStatus.RUNNING;
  private @Nullable FailureCode failure;
  private @Nullable String failureReason;

  StoryEnd(Decoder decoder) {
    this.decoder = requireNonNull(decoder, "decoder is null");
  }

  JobStatus status() {
    return status;
  }

  @Nullable FailureCode failure() {
    return failure;
  }

  @Nullable String failureReason() {
    return failureReason;
  }

  /**
   * Reads an event that may be the end.
   *
   * @param arrived whether the destination of a migration has said that the guest runs there
   * @return the end in words; empty if this is none
   */
  Optional<String> add(HistoryEvent event, boolean arrived) {
    return switch (event.getEventType()) {
      case EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED -> Optional.of(succeeded("done"));
      case EVENT_TYPE_WORKFLOW_EXECUTION_FAILED ->
          Optional.of(
              failed(
                  decoder.failure(event.getWorkflowExecutionFailedEventAttributes().getFailure())));
      case EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED ->
          // Temporal's word for a job that was asked to be cancelled, also for one that went on.
          Optional.of(arrived ? succeeded("done; it was too late to cancel it") : cancelled());
      case EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED -> {
        var by = event.getWorkflowExecutionTerminatedEventAttributes();
        status = JobStatus.TERMINATED;
        yield Optional.of(
            "terminated by "
                + StoryText.named(by.getIdentity())
                + (by.getReason().isBlank() ? "" : ": " + by.getReason()));
      }
      case EVENT_TYPE_WORKFLOW_EXECUTION_TIMED_OUT -> {
        status = JobStatus.TIMED_OUT;
        yield Optional.of("ended by the time limit that its client gave it");
      }
      default -> Optional.empty();
    };
  }

  private String succeeded(String text) {
    status = JobStatus.SUCCEEDED;
    return text;
  }

  private String failed(DroverException why) {
    status = JobStatus.FAILED;
    failure = why.code();
    failureReason = why.getMessage();
    return StoryText.sentence(why);
  }

  private String cancelled() {
    status = JobStatus.CANCELLED;
    failure = FailureCode.OPERATION_ABORTED;
    failureReason = "The workflow was cancelled.";
    return "cancelled by a Temporal client";
  }
}

package dev.drover.starter.temporal;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.message.ResolveResult;
import dev.drover.protocol.message.Statement;
import dev.drover.protocol.message.Statistics;
import dev.drover.protocol.text.Amounts;
import dev.drover.starter.job.Job;
import dev.drover.starter.job.JobEvent;
import dev.drover.starter.job.JobEvent.Kind;
import dev.drover.starter.job.JobKey;
import dev.drover.starter.job.JobStory;
import dev.drover.workflows.MigrationWorkflow;
import dev.drover.workflows.SearchKeys;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.SearchAttributes;
import io.temporal.api.enums.v1.WorkflowTaskFailedCause;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.WorkflowExecutionStartedEventAttributes;
import io.temporal.api.history.v1.WorkflowExecutionUpdateAcceptedEventAttributes;
import io.temporal.api.history.v1.WorkflowExecutionUpdateCompletedEventAttributes;
import io.temporal.common.SearchAttributeKey;
import io.temporal.common.converter.DataConverter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells a job's story from the events that the server has recorded. No worker is asked: what the
 * workflow itself knows of its job follows from these events, and they are there when nothing else
 * answers. Reads one history, once.
 */
final class StoryReader {
  private static final String PERFORM = "perform";

  private final Decoder decoder;
  private final JobKey key;
  private final StoryCalls calls;
  private final StoryEnd end;
  private final List<JobEvent> events = new ArrayList<>();
  private final Map<String, String> aborts = new HashMap<>();
  private final Set<String> statements = new HashSet<>();

  private String kind = "";
  private JobInput input = JobInput.NOTHING;
  private long startedMicros;
  private @Nullable Long endedMicros;

  private StoryReader(JobKey key, Decoder decoder) {
    this.key = requireNonNull(key, "key is null");
    this.decoder = requireNonNull(decoder, "decoder is null");
    this.calls = new StoryCalls(decoder, events);
    this.end = new StoryEnd(decoder);
  }

  /** Reads a whole history. */
  static JobStory read(JobKey key, List<HistoryEvent> history, DataConverter converter) {
    StoryReader reader = new StoryReader(key, new Decoder(converter));
    history.forEach(reader::add);
    // An activity's start is recorded when it ends, with the time at which it was.
    reader.events.sort(Comparator.comparingLong(JobEvent::atEpochMicros));
    reader.addBlackout();
    return new JobStory(reader.job(), reader.events);
  }

  private void add(HistoryEvent event) {
    long at = Decoder.micros(event.getEventTime());
    switch (event.getEventType()) {
      case EVENT_TYPE_WORKFLOW_EXECUTION_STARTED ->
          started(at, event.getWorkflowExecutionStartedEventAttributes());
      case EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES ->
          attributes(
              event.getUpsertWorkflowSearchAttributesEventAttributes().getSearchAttributes());
      case EVENT_TYPE_ACTIVITY_TASK_SCHEDULED,
          EVENT_TYPE_ACTIVITY_TASK_STARTED,
          EVENT_TYPE_ACTIVITY_TASK_COMPLETED,
          EVENT_TYPE_ACTIVITY_TASK_FAILED,
          EVENT_TYPE_ACTIVITY_TASK_TIMED_OUT,
          EVENT_TYPE_ACTIVITY_TASK_CANCELED ->
          calls.add(at, event, input);
      case EVENT_TYPE_TIMER_STARTED ->
          note(
              at,
              Kind.WAITING,
              "waits "
                  + Amounts.micros(
                      Decoder.micros(
                          event.getTimerStartedEventAttributes().getStartToFireTimeout())));
      case EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED ->
          asked(at, event.getWorkflowExecutionUpdateAcceptedEventAttributes());
      case EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_COMPLETED ->
          answered(at, event.getWorkflowExecutionUpdateCompletedEventAttributes());
      case EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED ->
          note(
              at,
              Kind.ABORT_REQUESTED,
              StoryText.named(
                      event.getWorkflowExecutionCancelRequestedEventAttributes().getIdentity())
                  + " asks to give it up, by cancelling the workflow");
      case EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED ->
          note(
              at,
              Kind.OWED,
              "what is left to do goes on in the workflow "
                  + event.getStartChildWorkflowExecutionInitiatedEventAttributes().getWorkflowId());
      case EVENT_TYPE_WORKFLOW_TASK_TIMED_OUT ->
          note(at, Kind.COORDINATOR_LOST, "the coordinator does not answer; any other may go on");
      case EVENT_TYPE_WORKFLOW_TASK_FAILED -> coordinatorFailed(at, event);
      default ->
          end.add(event, kind.equals(MigrationWorkflow.TYPE) && calls.committed())
              .ifPresent(text -> events.add(end(at, text)));
    }
  }

  private void started(long at, WorkflowExecutionStartedEventAttributes started) {
    startedMicros = at;
    kind = started.getWorkflowType().getName();
    input = JobInput.of(kind, started.getInput(), decoder);
    attributes(started.getSearchAttributes());
    String by = input.requestedBy() == null ? started.getIdentity() : input.requestedBy();
    note(at, Kind.REQUESTED, "asked for by " + StoryText.named(by) + StoryText.request(input));
  }

  private void attributes(SearchAttributes attributes) {
    attribute(attributes, SearchKeys.NAME).ifPresent(calls::domainNamed);
    attribute(attributes, SearchKeys.PHASE).ifPresent(calls::enter);
  }

  private Optional<String> attribute(SearchAttributes all, SearchAttributeKey<String> key) {
    return decoder.value(
        all.getIndexedFieldsOrDefault(key.getName(), Payload.getDefaultInstance()), String.class);
  }

  private void asked(long at, WorkflowExecutionUpdateAcceptedEventAttributes accepted) {
    if (!accepted.getAcceptedRequest().getInput().getName().equals("resolve")) {
      abortAsked(at, accepted);
      return;
    }
    String said =
        decoder
            .value(accepted.getAcceptedRequest().getInput().getArgs(), Statement.class)
            .map(Statement::sentence)
            .orElse("somebody states what cannot be read");
    statements.add(accepted.getAcceptedRequest().getMeta().getUpdateId());
    note(at, Kind.STATED, said);
  }

  private void answered(long at, WorkflowExecutionUpdateCompletedEventAttributes completed) {
    if (!statements.contains(completed.getMeta().getUpdateId())) {
      abortAnswered(at, completed);
    } else if (completed.getOutcome().hasFailure()) {
      note(
          at,
          Kind.STATEMENT_ANSWERED,
          "the statement is refused: "
              + StoryText.sentence(decoder.failure(completed.getOutcome().getFailure())));
    } else {
      note(
          at,
          Kind.STATEMENT_ANSWERED,
          "the statement is taken: "
              + decoder
                  .value(completed.getOutcome().getSuccess(), ResolveResult.class)
                  .map(ResolveResult::sentence)
                  .orElse("the answer cannot be read"));
    }
  }

  private void abortAsked(long at, WorkflowExecutionUpdateAcceptedEventAttributes accepted) {
    String who =
        decoder
            .value(accepted.getAcceptedRequest().getInput().getArgs(), String.class)
            .filter(name -> !name.isBlank())
            .orElse("somebody");
    aborts.put(accepted.getAcceptedRequest().getMeta().getUpdateId(), who);
    note(at, Kind.ABORT_REQUESTED, who + " asks to give it up");
  }

  private void abortAnswered(long at, WorkflowExecutionUpdateCompletedEventAttributes completed) {
    String who =
        Objects.requireNonNullElse(aborts.get(completed.getMeta().getUpdateId()), "whoever asked");
    if (completed.getOutcome().hasFailure()) {
      DroverException refusal = decoder.failure(completed.getOutcome().getFailure());
      note(at, Kind.ABORT_ANSWERED, who + " is refused: " + StoryText.sentence(refusal));
    } else {
      note(at, Kind.ABORT_ANSWERED, who + " is told that it will be given up");
    }
  }

  private void coordinatorFailed(long at, HistoryEvent event) {
    var failed = event.getWorkflowTaskFailedEventAttributes();
    if (failed.getCause() != WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND) {
      // An unhandled command is no failure: something new came in while the coordinator answered.
      note(
          at,
          Kind.COORDINATOR_LOST,
          "a coordinator cannot go on: " + failed.getFailure().getMessage());
    }
  }

  /**
   * Adds the moments of the blackout, before the answer that tells of them: the source's clock may
   * differ from the server's.
   */
  private void addBlackout() {
    Statistics statistics = calls.statistics();
    if (statistics == null || statistics.stoppedAtEpochMicros() == null) {
      return;
    }
    int place = events.size();
    for (int i = 0; i < events.size(); i++) {
      if (PERFORM.equals(events.get(i).step()) && events.get(i).kind() == Kind.ANSWERED) {
        place = i;
      }
    }
    if (statistics.answeredAtEpochMicros() != null && statistics.blackoutMicros() != null) {
      events.add(
          place,
          guest(
              statistics.answeredAtEpochMicros(),
              Kind.GUEST_RAN,
              "hears that the guest runs again, after "
                  + Amounts.micros(statistics.blackoutMicros())
                  + " (by this host's clock)"));
    }
    events.add(
        place,
        guest(
            statistics.stoppedAtEpochMicros(),
            Kind.GUEST_STOPPED,
            "the guest's CPUs stop (by this host's clock)"));
  }

  private JobEvent end(long at, String text) {
    endedMicros = at;
    return new JobEvent(at, Kind.ENDED, null, null, null, null, 0, null, end.failure(), text);
  }

  private JobEvent guest(long at, Kind what, String text) {
    return new JobEvent(at, what, PERFORM, input.from(), null, null, 0, null, null, text);
  }

  private void note(long at, Kind what, String text) {
    events.add(new JobEvent(at, what, null, null, null, null, 0, null, null, text));
  }

  private Job job() {
    return new Job(
        key,
        kind,
        end.status(),
        startedMicros / 1000,
        endedMicros == null ? null : endedMicros / 1000,
        input.domain(),
        calls.domainName(),
        input.from(),
        input.to(),
        input.options(),
        input.requestedBy(),
        end.failure(),
        end.failureReason(),
        calls.statistics());
  }
}

package dev.drover.starter.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Timestamps;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.MigrationRequest;
import dev.drover.starter.job.JobEvent;
import dev.drover.starter.job.JobEvent.Kind;
import dev.drover.starter.job.JobKey;
import dev.drover.starter.job.JobStatus;
import dev.drover.starter.job.JobStory;
import dev.drover.workflows.DroverData;
import dev.drover.workflows.Failures;
import io.temporal.api.common.v1.ActivityType;
import io.temporal.api.common.v1.WorkflowType;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.failure.v1.TimeoutFailureInfo;
import io.temporal.api.history.v1.ActivityTaskFailedEventAttributes;
import io.temporal.api.history.v1.ActivityTaskScheduledEventAttributes;
import io.temporal.api.history.v1.ActivityTaskStartedEventAttributes;
import io.temporal.api.history.v1.ActivityTaskTimedOutEventAttributes;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.WorkflowExecutionCanceledEventAttributes;
import io.temporal.api.history.v1.WorkflowExecutionStartedEventAttributes;
import io.temporal.api.history.v1.WorkflowExecutionTerminatedEventAttributes;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.converter.DataConverter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StoryReaderTest {
  private static final DataConverter CONVERTER = DroverData.converter();
  private static final JobKey KEY = new JobKey("domain/pacer", "run-1");
  private static final String ALPHA = "aaaaaaaa-0000-4000-8000-000000000001";
  private static final String BETA = "bbbbbbbb-0000-4000-8000-000000000002";

  private final List<HistoryEvent> history = new ArrayList<>();

  @Test
  void aMoveThatSucceededIsToldStepByStepWithBothHostsWords() throws IOException {
    JobStory story = recorded("migrate-success");

    assertThat(story.job().status()).isEqualTo(JobStatus.SUCCEEDED);
    assertThat(story.job().name()).isEqualTo("guest");
    assertThat(story.job().endedAtEpochMillis()).isGreaterThan(story.job().startedAtEpochMillis());
    assertThat(story.job().statistics()).isNotNull();
    assertThat(story.events())
        .filteredOn(event -> event.kind() == Kind.ANSWERED)
        .extracting(JobEvent::step, JobEvent::phase, JobEvent::word)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("begin", "begin3", "perform"),
            org.assertj.core.groups.Tuple.tuple("prepare", "prepare", "undecided"),
            org.assertj.core.groups.Tuple.tuple("perform", "perform3_done", "permitted"),
            org.assertj.core.groups.Tuple.tuple("finish", "finish3", "committed"),
            org.assertj.core.groups.Tuple.tuple("confirm", "confirm3", "ended"));
    assertThat(story.events().get(0).kind()).isEqualTo(Kind.REQUESTED);
    assertThat(story.events()).last().extracting(JobEvent::kind).isEqualTo(Kind.ENDED);
  }

  @Test
  void aMoveThatFailedNamesTheRefusalAndWhatWasUndone() throws IOException {
    JobStory story = recorded("migrate-failure");

    assertThat(story.job().status()).isEqualTo(JobStatus.FAILED);
    assertThat(story.job().failureReason()).isEqualTo("no such machine");
    JobEvent refusal =
        story.events().stream().filter(event -> event.kind() == Kind.FAILED).findFirst().get();
    assertThat(refusal.step()).isEqualTo("prepare");
    assertThat(refusal.text()).contains(story.job().failure() + ": no such machine");
    assertThat(story.events())
        .filteredOn(event -> event.kind() == Kind.ANSWERED)
        .extracting(JobEvent::step)
        .containsExactly("begin", "cancel", "finish (cancelled)", "confirm (cancelled)");
  }

  @Test
  void anAbortSaysWhoAskedForItAndWhatTheSourceMadeOfIt() throws IOException {
    JobStory story = recorded("migrate-abort");

    assertThat(story.job().failure()).isEqualTo(FailureCode.OPERATION_ABORTED);
    assertThat(story.events())
        .extracting(JobEvent::text)
        .anyMatch(text -> text.equals("operator asks to give it up"))
        .anyMatch(text -> text.equals("operator is told that it will be given up"))
        .anyMatch(text -> text.contains("the guest stays here: OPERATION_ABORTED"));
  }

  @Test
  void aStepThatNobodyTakesAndOneThatIsTriedAgainSayForHowLongAndWhy() {
    start("Migrate");
    called(10, "prepare", "drover.host." + BETA, 1_000);
    history.add(
        event(EventType.EVENT_TYPE_ACTIVITY_TASK_TIMED_OUT, 15_000)
            .setActivityTaskTimedOutEventAttributes(
                ActivityTaskTimedOutEventAttributes.newBuilder()
                    .setScheduledEventId(10)
                    .setFailure(timeout(TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_START)))
            .build());
    called(20, "perform", "drover.host." + ALPHA + ".transfer", 16_000);
    history.add(
        event(EventType.EVENT_TYPE_ACTIVITY_TASK_STARTED, 17_000)
            .setActivityTaskStartedEventAttributes(
                ActivityTaskStartedEventAttributes.newBuilder()
                    .setScheduledEventId(20)
                    .setAttempt(3)
                    .setIdentity("41@alpha")
                    .setLastFailure(failure(FailureCode.QEMU_UNRESPONSIVE, "No word.")))
            .build());
    history.add(
        event(EventType.EVENT_TYPE_ACTIVITY_TASK_FAILED, 18_500)
            .setActivityTaskFailedEventAttributes(
                ActivityTaskFailedEventAttributes.newBuilder()
                    .setScheduledEventId(20)
                    .setFailure(failure(FailureCode.QEMU_ERROR, "Broken.")))
            .build());

    List<JobEvent> events = read().events();
    assertThat(events.get(2).text())
        .isEqualTo("is not taken by any worker of that host for 14.00 s");
    assertThat(events.get(2).host()).extracting(host -> host.nameOrId()).isEqualTo("beta");
    assertThat(events.get(2).failure()).isEqualTo(FailureCode.WORKER_UNREACHABLE);
    assertThat(events.get(4).text())
        .isEqualTo("is taken by the worker, attempt 3; before: QEMU_UNRESPONSIVE: No word.");
    assertThat(events.get(4).host()).extracting(host -> host.nameOrId()).isEqualTo("alpha");
    assertThat(events.get(5).text())
        .isEqualTo("refuses after 1.50 s, attempt 3: QEMU_ERROR: Broken.");
    assertThat(read().job().status()).isEqualTo(JobStatus.RUNNING);
  }

  @Test
  void aJobThatAnotherClientHasStartedWithoutSenseIsStillTold() {
    history.add(
        event(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED, 0)
            .setWorkflowExecutionStartedEventAttributes(
                WorkflowExecutionStartedEventAttributes.newBuilder()
                    .setWorkflowType(WorkflowType.newBuilder().setName("Migrate"))
                    .setInput(CONVERTER.toPayloads(List.of(1, 2)).get())
                    .setIdentity("tctl@desk"))
            .build());
    history.add(
        event(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED, 1000)
            .setWorkflowExecutionTerminatedEventAttributes(
                WorkflowExecutionTerminatedEventAttributes.newBuilder()
                    .setIdentity("tctl@desk")
                    .setReason("enough"))
            .build());

    JobStory story = read();
    assertThat(story.job().status()).isEqualTo(JobStatus.TERMINATED);
    assertThat(story.job().from()).isNull();
    assertThat(story.events())
        .extracting(JobEvent::text)
        .containsExactly("asked for by tctl@desk", "terminated by tctl@desk: enough");
  }

  @Test
  void aCancelledMoveWhoseGuestDidNotArriveIsNoSuccess() {
    start("Migrate");
    history.add(
        event(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED, 1000)
            .setWorkflowExecutionCanceledEventAttributes(
                WorkflowExecutionCanceledEventAttributes.getDefaultInstance())
            .build());

    assertThat(read().job().status()).isEqualTo(JobStatus.CANCELLED);
    assertThat(read().job().failure()).isEqualTo(FailureCode.OPERATION_ABORTED);
  }

  private void start(String type) {
    history.add(
        event(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED, 0)
            .setWorkflowExecutionStartedEventAttributes(
                WorkflowExecutionStartedEventAttributes.newBuilder()
                    .setWorkflowType(WorkflowType.newBuilder().setName(type))
                    .setInput(
                        CONVERTER
                            .toPayloads(
                                new MigrationRequest(
                                    "d", ALPHA, BETA, null, "root@desk", "alpha", "beta"))
                            .get()))
            .build());
  }

  private void called(long id, String step, String queue, long at) {
    history.add(
        event(EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED, at)
            .setEventId(id)
            .setActivityTaskScheduledEventAttributes(
                ActivityTaskScheduledEventAttributes.newBuilder()
                    .setActivityType(ActivityType.newBuilder().setName(step))
                    .setTaskQueue(TaskQueue.newBuilder().setName(queue)))
            .build());
  }

  private static Failure failure(FailureCode code, String sentence) {
    return CONVERTER.exceptionToFailure(
        Failures.toApplicationFailure(new DroverException(code, sentence)));
  }

  private static Failure timeout(TimeoutType type) {
    return Failure.newBuilder()
        .setTimeoutFailureInfo(TimeoutFailureInfo.newBuilder().setTimeoutType(type))
        .build();
  }

  private static HistoryEvent.Builder event(EventType type, long millis) {
    return HistoryEvent.newBuilder()
        .setEventType(type)
        .setEventTime(Timestamps.fromMillis(1_700_000_000_000L + millis));
  }

  private JobStory read() {
    return StoryReader.read(KEY, history, CONVERTER);
  }

  private static JobStory recorded(String name) throws IOException {
    String json =
        Files.readString(
            Path.of("../workflows/src/test/resources/histories").resolve(name + ".json"));
    return StoryReader.read(KEY, WorkflowExecutionHistory.fromJson(json).getEvents(), CONVERTER);
  }
}

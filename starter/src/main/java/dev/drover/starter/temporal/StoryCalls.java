package dev.drover.starter.temporal;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.ConfirmCall;
import dev.drover.protocol.message.FinishCall;
import dev.drover.protocol.message.Statistics;
import dev.drover.protocol.text.Amounts;
import dev.drover.starter.job.JobEvent;
import dev.drover.starter.job.JobEvent.Kind;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.history.v1.ActivityTaskScheduledEventAttributes;
import io.temporal.api.history.v1.ActivityTaskStartedEventAttributes;
import io.temporal.api.history.v1.HistoryEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The calls of hosts in a job's story, and what became of each. */
final class StoryCalls {
  /** A call that is taken sooner needs no mention. */
  private static final long LATE_MICROS = 1_000_000;

  private static final String FINISH = "finish";
  private static final String CONFIRM = "confirm";

  private final Decoder decoder;
  private final List<JobEvent> events;
  private final Map<Long, StoryCall> open = new HashMap<>();

  private @Nullable String phase;
  private @Nullable String domainName;
  private @Nullable Statistics statistics;
  private boolean committed;

  StoryCalls(Decoder decoder, List<JobEvent> events) {
    this.decoder = requireNonNull(decoder, "decoder is null");
    this.events = requireNonNull(events, "events is null");
  }

  /** The phase that the calls after this one belong to. */
  void enter(String wireName) {
    phase = wireName;
  }

  /** The domain has a name. */
  void domainNamed(String name) {
    domainName = name;
  }

  /** Returns the domain's name, if anybody has told it. */
  @Nullable String domainName() {
    return domainName;
  }

  /** Returns the transfer's latest numbers. */
  @Nullable Statistics statistics() {
    return statistics;
  }

  /** Returns whether the destination has said that the guest runs there. */
  boolean committed() {
    return committed;
  }

  void add(long at, HistoryEvent event, JobInput input) {
    switch (event.getEventType()) {
      case EVENT_TYPE_ACTIVITY_TASK_SCHEDULED ->
          called(at, event.getEventId(), event.getActivityTaskScheduledEventAttributes(), input);
      case EVENT_TYPE_ACTIVITY_TASK_STARTED ->
          taken(at, event.getActivityTaskStartedEventAttributes());
      case EVENT_TYPE_ACTIVITY_TASK_COMPLETED -> {
        var completed = event.getActivityTaskCompletedEventAttributes();
        StoryCall call = open.remove(completed.getScheduledEventId());
        if (call != null) {
          answered(
              at,
              call,
              CallAnswer.read(call.step(), call.cancelled(), completed.getResult(), decoder));
        }
      }
      case EVENT_TYPE_ACTIVITY_TASK_FAILED -> {
        var failed = event.getActivityTaskFailedEventAttributes();
        StoryCall call = open.remove(failed.getScheduledEventId());
        if (call != null) {
          failed(at, call, decoder.failure(failed.getFailure()));
        }
      }
      case EVENT_TYPE_ACTIVITY_TASK_TIMED_OUT -> {
        var late = event.getActivityTaskTimedOutEventAttributes();
        StoryCall call = open.remove(late.getScheduledEventId());
        if (call != null) {
          events.add(
              call.event(
                  at,
                  Kind.NO_ANSWER,
                  FailureCode.WORKER_UNREACHABLE,
                  noAnswer(at, call, late.getFailure())));
        }
      }
      default -> open.remove(event.getActivityTaskCanceledEventAttributes().getScheduledEventId());
    }
  }

  private void called(
      long at, long id, ActivityTaskScheduledEventAttributes scheduled, JobInput input) {
    String step = scheduled.getActivityType().getName();
    boolean cancelled =
        switch (step) {
          case FINISH ->
              decoder
                  .value(scheduled.getInput(), FinishCall.class)
                  .filter(FinishCall::cancelled)
                  .isPresent();
          case CONFIRM ->
              decoder
                  .value(scheduled.getInput(), ConfirmCall.class)
                  .filter(ConfirmCall::cancelled)
                  .isPresent();
          default -> false;
        };
    StoryCall call =
        new StoryCall(
            at, step, cancelled, input.pollerOf(scheduled.getTaskQueue().getName()), phase);
    open.put(id, call);
    events.add(call.event(at, Kind.CALLED, null, "is called"));
  }

  private void taken(long at, ActivityTaskStartedEventAttributes started) {
    StoryCall call = open.get(started.getScheduledEventId());
    if (call == null) {
      return;
    }
    call.taken(at, started);
    if (started.getAttempt() > 1) {
      String before =
          started.hasLastFailure() ? "; before: " + sentence(started.getLastFailure()) : "";
      events.add(
          call.event(
              at,
              Kind.TAKEN_AGAIN,
              null,
              "is taken by the worker, attempt " + started.getAttempt() + before));
    }
  }

  private void answered(long at, StoryCall call, CallAnswer answer) {
    if (answer.domainName() != null) {
      domainName = answer.domainName();
    }
    if (answer.statistics() != null) {
      statistics = answer.statistics();
    }
    if (call.step().equals(FINISH)) {
      committed = "committed".equals(answer.word());
    }
    String text = "answers after " + Amounts.micros(at - call.takenMicros());
    if (call.takenMicros() - call.calledMicros() > LATE_MICROS) {
      text += ", taken after " + Amounts.micros(call.takenMicros() - call.calledMicros());
    }
    events.add(
        call.event(
            at,
            answer.failure() == null ? Kind.ANSWERED : Kind.FAILED,
            answer.phase() == null ? call.phase() : answer.phase(),
            answer.word(),
            answer.failure(),
            answer.text().isEmpty() ? text : text + ": " + answer.text()));
  }

  private void failed(long at, StoryCall call, DroverException failure) {
    events.add(
        call.event(
            at,
            Kind.FAILED,
            failure.code(),
            "refuses after "
                + Amounts.micros(at - call.takenMicros())
                + (call.attempt() > 1 ? ", attempt " + call.attempt() : "")
                + ": "
                + failure.code()
                + ": "
                + failure.getMessage()));
  }

  private String noAnswer(long at, StoryCall call, Failure failure) {
    TimeoutType type = failure.getTimeoutFailureInfo().getTimeoutType();
    String waited = Amounts.micros(at - call.calledMicros());
    String text =
        switch (type) {
          case TIMEOUT_TYPE_SCHEDULE_TO_START ->
              "is not taken by any worker of that host for " + waited;
          case TIMEOUT_TYPE_HEARTBEAT -> "is taken, but the worker has gone silent";
          default -> "is not answered for " + waited;
        };
    return failure.hasCause() ? text + "; before: " + sentence(failure.getCause()) : text;
  }

  private String sentence(Failure failure) {
    return StoryText.sentence(decoder.failure(failure));
  }
}

package dev.drover.bench.drover;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.Timestamp;
import dev.drover.bench.RunStates;
import dev.drover.bench.result.Measure;
import dev.drover.bench.result.Values;
import io.temporal.api.history.v1.HistoryEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the time of one move went, end to end: Temporal's events for steps and hops, QEMU's run
 * states and the source worker's log for what happened inside perform. All clocks are this
 * machine's.
 */
final class Timeline {
  private static final String SENDING = ": sending to ";

  private final List<HistoryEvent> events;
  private final List<String> sourceLog;

  /**
   * @param events the workflow's history
   * @param sourceLog what the source's worker has said, with time stamps of a millisecond
   */
  Timeline(List<HistoryEvent> events, List<String> sourceLog) {
    this.events = List.copyOf(events);
    this.sourceLog = List.copyOf(sourceLog);
  }

  /** Adds the parts of the move. */
  void add(Values values, RunStates source, RunStates destination) {
    Map<String, Span> steps = steps();
    long begin = micros(events.get(0).getEventTime());
    long end = micros(events.get(events.size() - 1).getEventTime());
    values.micros(Measure.WORKFLOW, end - begin);

    Span perform = step(steps, "perform");
    Cursor cursor = new Cursor(values, begin);
    cursor.to(Measure.HOP_BEGIN, Measure.STEP_BEGIN, step(steps, "begin"));
    cursor.to(Measure.HOP_PREPARE, Measure.STEP_PREPARE, step(steps, "prepare"));
    cursor.to(Measure.HOP_PERFORM, perform.from());
    cursor.to(Measure.PERFORM_LINK, sending(perform));
    cursor.to(Measure.PERFORM_TRANSFER, source.stopped());
    cursor.to(Measure.PERFORM_DEVICE, source.completed());
    cursor.to(Measure.PERFORM_HANDOVER, destination.ran());
    cursor.to(Measure.PERFORM_ANSWER, perform.until());
    cursor.to(Measure.HOP_FINISH, Measure.STEP_FINISH, step(steps, "finish"));
    cursor.to(Measure.HOP_CONFIRM, Measure.STEP_CONFIRM, step(steps, "confirm"));
    cursor.to(Measure.HOP_END, end);
  }

  private record Span(long from, long until) {}

  /** Adds one part after the other. */
  private static final class Cursor {
    private final Values values;
    private long at;

    Cursor(Values values, long at) {
      this.values = requireNonNull(values, "values is null");
      this.at = at;
    }

    void to(Measure part, long until) {
      values.micros(part, until - at);
      at = until;
    }

    void to(Measure hop, Measure step, Span span) {
      to(hop, span.from());
      to(step, span.until());
    }
  }

  private static Span step(Map<String, Span> steps, String name) {
    return requireNonNull(steps.get(name), () -> "the history has no " + name + ": " + steps);
  }

  private Map<String, Span> steps() {
    Map<Long, String> names = new HashMap<>();
    Map<Long, Long> starts = new HashMap<>();
    Map<String, Span> steps = new HashMap<>();
    for (HistoryEvent event : events) {
      long time = micros(event.getEventTime());
      switch (event.getEventType()) {
        case EVENT_TYPE_ACTIVITY_TASK_SCHEDULED ->
            names.put(
                event.getEventId(),
                event.getActivityTaskScheduledEventAttributes().getActivityType().getName());
        case EVENT_TYPE_ACTIVITY_TASK_STARTED ->
            starts.put(event.getActivityTaskStartedEventAttributes().getScheduledEventId(), time);
        case EVENT_TYPE_ACTIVITY_TASK_COMPLETED -> {
          long scheduled = event.getActivityTaskCompletedEventAttributes().getScheduledEventId();
          steps.put(
              requireNonNull(names.get(scheduled), "an activity without a name"),
              new Span(requireNonNull(starts.get(scheduled), "never started"), time));
        }
        default -> {}
      }
    }
    return steps;
  }

  /** The worker's own line says when it told QEMU to send. */
  private long sending(Span perform) {
    for (int i = sourceLog.size() - 1; i >= 0; i--) {
      String line = sourceLog.get(i);
      if (line.contains(SENDING)) {
        Instant said = Instant.parse(line.substring(0, line.indexOf(' ')));
        return Math.max(perform.from(), ChronoUnit.MICROS.between(Instant.EPOCH, said));
      }
    }
    throw new AssertionError("the source's worker never said that it is sending");
  }

  private static long micros(Timestamp time) {
    return time.getSeconds() * 1_000_000 + time.getNanos() / 1000;
  }
}

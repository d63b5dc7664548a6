package dev.drover.starter.temporal;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.failure.FailureCode;
import dev.drover.starter.job.HostRef;
import dev.drover.starter.job.JobEvent;
import dev.drover.starter.job.JobEvent.Kind;
import io.temporal.api.history.v1.ActivityTaskStartedEventAttributes;
import org.jspecify.annotations.Nullable;

/** One call of a host in a job's story. */
final class StoryCall {
  private final long calledMicros;
  private final String step;
  private final boolean cancelled;
  private final @Nullable HostRef host;
  private final @Nullable String phase;

  private long takenMicros;
  private int attempt;
  private @Nullable String worker;

  StoryCall(
      long calledMicros,
      String step,
      boolean cancelled,
      @Nullable HostRef host,
      @Nullable String phase) {
    this.calledMicros = calledMicros;
    this.takenMicros = calledMicros;
    this.step = requireNonNull(step, "step is null");
    this.cancelled = cancelled;
    this.host = host;
    this.phase = phase;
  }

  /** A worker has it. */
  void taken(long at, ActivityTaskStartedEventAttributes started) {
    takenMicros = at;
    attempt = started.getAttempt();
    worker = started.getIdentity();
  }

  String step() {
    return step;
  }

  /** Returns whether the call brings the word that the move is given up. */
  boolean cancelled() {
    return cancelled;
  }

  @Nullable String phase() {
    return phase;
  }

  int attempt() {
    return attempt;
  }

  long calledMicros() {
    return calledMicros;
  }

  /** Returns when a worker took it; when it was called, if none has. */
  long takenMicros() {
    return takenMicros;
  }

  JobEvent event(long at, Kind kind, @Nullable FailureCode failure, String text) {
    return event(at, kind, phase, null, failure, text);
  }

  JobEvent event(
      long at,
      Kind kind,
      @Nullable String nowIn,
      @Nullable String word,
      @Nullable FailureCode failure,
      String text) {
    String name = cancelled ? step + " (cancelled)" : step;
    return new JobEvent(at, kind, name, host, nowIn, word, attempt, worker, failure, text);
  }
}

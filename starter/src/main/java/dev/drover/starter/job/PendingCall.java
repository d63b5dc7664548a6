package dev.drover.starter.job;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.Progress;
import org.jspecify.annotations.Nullable;

/**
 * A step that a host was asked to do and has not answered yet.
 *
 * @param step for example {@code perform}
 * @param taken whether a worker has it; false: none has taken it yet, or it failed and is given out
 *     again in a moment
 * @param attempt how often it has been given out, from 1
 * @param sinceEpochMillis when it was taken, or given out, on the server's clock; 0: not known
 * @param worker the process that has it, or had it last; null if none had it yet
 * @param failure how it failed the last time; null if it has not
 * @param failureReason that in a sentence; null if there is none
 * @param progress what the transfer last said of itself; null for other steps
 */
public record PendingCall(
    String step,
    boolean taken,
    int attempt,
    long sinceEpochMillis,
    @Nullable String worker,
    @Nullable FailureCode failure,
    @Nullable String failureReason,
    @Nullable Progress progress) {
  public PendingCall {
    requireNonNull(step, "step is null");
  }
}

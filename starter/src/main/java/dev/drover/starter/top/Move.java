package dev.drover.starter.top;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.Progress;
import dev.drover.protocol.message.Statistics;
import dev.drover.starter.job.JobStatus;
import org.jspecify.annotations.Nullable;

/**
 * One move as it was at a moment.
 *
 * @param migrationId its run id
 * @param domain UUID of the domain
 * @param name the domain's name; its UUID where no host has said it yet
 * @param from name or UUID of the host that the guest leaves
 * @param to name or UUID of the host that it goes to
 * @param step the step under way; {@code waiting} between two; {@code OUTCOME_UNKNOWN} while nobody
 *     can say where the guest is
 * @param attempt how often that step has been given to a worker, from 1; 0 if none is under way
 * @param progress what the transfer last said; null before and after it
 * @param elapsedMillis since it was asked for, or from then to its end
 * @param expectedBlackoutMillis how long it would take to send what is left at the present rate,
 *     with the guest standing still; null if nothing is being sent
 * @param trouble why the step under way had to be given out again, in a sentence; null if it had
 *     not
 * @param failure why it did not succeed; null if it did, or runs
 * @param statistics what it cost; null while it runs
 */
public record Move(
    String migrationId,
    @Nullable String domain,
    String name,
    String from,
    String to,
    JobStatus status,
    String step,
    int attempt,
    @Nullable Progress progress,
    long elapsedMillis,
    @Nullable Long expectedBlackoutMillis,
    @Nullable String trouble,
    @Nullable FailureCode failure,
    @Nullable Statistics statistics) {
  /** The step of a move of which nobody can say where its guest is. */
  static final String UNKNOWN = "OUTCOME_UNKNOWN";

  public Move {
    requireNonNull(migrationId, "migrationId is null");
    requireNonNull(name, "name is null");
    requireNonNull(status, "status is null");
  }

  /** Returns whether it is still under way. */
  public boolean running() {
    return status == JobStatus.RUNNING;
  }

  /** Returns 0 to 100. */
  public int percent() {
    if (!running()) {
      return status == JobStatus.SUCCEEDED ? 100 : 0;
    }
    return switch (step) {
      case "finish", "confirm" -> 100;
      default -> progress == null ? 0 : progress.percent();
    };
  }

  /** Returns how long the rest takes at the present rate; null where nothing is being sent. */
  static @Nullable Long blackout(@Nullable Progress progress) {
    return progress == null || progress.bytesPerSecond() <= 0
        ? null
        : progress.remainingBytes() * 1000 / progress.bytesPerSecond();
  }
}

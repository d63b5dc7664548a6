package dev.drover.hypervisor.migration;

import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.job.JobRecord;
import dev.drover.protocol.Side;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.Statistics;
import dev.drover.protocol.switchover.DestinationWord;
import dev.drover.protocol.switchover.SourceWord;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells the observer what one side's move comes to, once: when its word becomes final in this
 * worker. A word that was final on the disk was told by the worker that wrote it. Used by the
 * session's actor only, and never between the stop of the CPUs and the answer.
 */
final class MoveTally {
  /** What an earlier worker has counted of a transfer is not known. */
  private static final long NOT_KNOWN = -1;

  private final MoveObserver observer;
  private long counted;
  private boolean told;

  /**
   * @param record as it was when its session was made
   */
  MoveTally(MoveObserver observer, JobRecord record) {
    this.observer = requireNonNull(observer, "observer is null");
    told = Records.isDecided(record);
    counted = record.transferStarted() ? NOT_KNOWN : 0;
  }

  /**
   * Counts what QEMU has sent since the last time.
   *
   * @param bytes all that the transfer has sent so far
   */
  void sent(long bytes) {
    if (counted != NOT_KNOWN && bytes > counted) {
      observer.sent(bytes - counted);
    }
    counted = Math.max(bytes, counted);
  }

  /** The source's word may have become final. */
  void source(SourceWord word, JobRecord record, FirstError error, Supplier<Statistics> transfer) {
    if (told || !word.isFinal()) {
      return;
    }
    told = true;
    Statistics statistics = transfer.get();
    sent(statistics.transferredBytes());
    if (word == SourceWord.ENDED) {
      observer.ended(MoveEnd.committed(Side.SOURCE, age(record)));
      Long blackout = statistics.blackoutMicros();
      if (blackout != null) {
        observer.blackout(Side.DESTINATION, blackout);
      }
      return;
    }
    FailureCode code = Objects.requireNonNullElse(error.code(), FailureCode.MIGRATION_FAILED);
    observer.ended(MoveEnd.kept(code, age(record)));
  }

  /**
   * The destination's word may have become final.
   *
   * @param code what failed here; null if nothing did
   */
  void destination(DestinationWord word, JobRecord record, @Nullable FailureCode code) {
    if (told || !word.isFinal()) {
      return;
    }
    told = true;
    observer.ended(
        word == DestinationWord.COMMITTED
            ? MoveEnd.committed(Side.DESTINATION, age(record))
            : MoveEnd.undone(code, age(record)));
  }

  private static long age(JobRecord record) {
    return Math.max(0, System.currentTimeMillis() - record.startedAtEpochMillis());
  }
}

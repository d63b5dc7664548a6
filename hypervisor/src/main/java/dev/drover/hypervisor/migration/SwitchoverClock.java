package dev.drover.hypervisor.migration;

import dev.drover.hypervisor.qmp.MigrateInfo;
import dev.drover.protocol.message.Progress;
import dev.drover.protocol.message.Statistics;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The times of one migration on the source's clock. Used by the session's actor only. The blackout
 * runs from QEMU's own time stamp on STOP until the answer committed was read from the link.
 */
final class SwitchoverClock {
  private final long startedMicros = nowMicros();
  private @Nullable Long stoppedMicros;
  private @Nullable Long answeredMicros;
  private @Nullable MigrateInfo last;

  /** Returns the wall clock in microseconds since 1970, the unit of QEMU's event time stamps. */
  static long nowMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  /** The CPUs stopped. */
  void stopped(long epochMicros) {
    stoppedMicros = epochMicros;
  }

  /**
   * The CPUs run again: what was stopped is over.
   *
   * @return how long they stood still, in microseconds; null if nobody saw them stop
   */
  @Nullable Long resumed(long epochMicros) {
    Long from = stoppedMicros;
    stoppedMicros = null;
    return from == null ? null : Math.max(0, epochMicros - from);
  }

  /** The answer committed was read. */
  void answered(long epochMicros) {
    if (answeredMicros == null) {
      answeredMicros = epochMicros;
    }
  }

  /** Numbers were read from QEMU. */
  void seen(MigrateInfo info) {
    if (info.ram().transferredBytes() > 0) {
      last = info;
    }
  }

  /** Returns what is known; the blackout only if both of its ends were seen by this process. */
  Statistics statistics() {
    MigrateInfo info = last;
    Long from = stoppedMicros;
    Long until = answeredMicros;
    long end = until == null ? nowMicros() : until;
    return new Statistics(
        (end - startedMicros) / 1000,
        info == null ? 0 : info.setupMillis(),
        from == null || until == null ? null : until - from,
        from,
        until,
        info == null ? 0 : info.ram().transferredBytes(),
        info == null ? 0 : info.ram().passes());
  }

  /** Returns QEMU's numbers as progress. */
  static Progress progress(MigrateInfo info) {
    MigrateInfo.Ram ram = info.ram();
    return new Progress(
        info.status().text(),
        ram.totalBytes(),
        ram.transferredBytes(),
        ram.remainingBytes(),
        (long) (ram.megabitsPerSecond() * 1_000_000 / 8),
        ram.dirtyPagesPerSecond() * ram.pageSizeBytes(),
        ram.passes(),
        info.totalMillis());
  }
}

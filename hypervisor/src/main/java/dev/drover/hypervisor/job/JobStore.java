package dev.drover.hypervisor.job;

import dev.drover.protocol.Side;
import dev.drover.protocol.failure.DroverException;
import java.util.List;
import java.util.Optional;

/**
 * Keeps job records through the death of anything. When a method returns, its effect is on disk;
 * when it throws {@link DroverException} with STORAGE_FAILED, the effect may be on disk all the
 * same. Thread-safe; fault tests wrap it.
 */
public interface JobStore {
  /** Returns the open records, as they were last written. */
  List<JobRecord> open();

  /**
   * Returns why each record file that cannot be read cannot be read: RECORD_UNREADABLE. Hold those,
   * never skip them.
   */
  List<DroverException> unreadable();

  /**
   * Makes room for a new record and writes it. All later writes of this record need no further disk
   * space.
   */
  void create(JobRecord record);

  /** Writes a new state of an open record. */
  void write(JobRecord record);

  /**
   * Ends a record: the id and its result are kept for at least 30 days. Closing it again changes
   * nothing.
   */
  void close(ClosedJob closed);

  /** Returns how a closed migration ended on the given side of this host. */
  Optional<ClosedJob> closed(String migrationId, Side side);
}

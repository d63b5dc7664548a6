package dev.drover.hypervisor.migration;

import dev.drover.hypervisor.job.ClosedJob;
import dev.drover.hypervisor.job.JobRecord;
import dev.drover.hypervisor.job.JobStore;
import dev.drover.protocol.Side;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A disk before whose writes something happens, or which refuses some. */
final class HookedStore {
  private final Consumer<JobRecord> beforeWrite;
  private boolean closes = true;

  /**
   * @param beforeWrite told what is to be written; what it throws is what the writer hears
   */
  HookedStore(Consumer<JobRecord> beforeWrite) {
    this.beforeWrite = beforeWrite;
  }

  /** Returns a disk on which one word of a switchover cannot be written; everything else can. */
  static HookedStore refusing(String word) {
    return new HookedStore(
        record -> {
          if (record.word().equals(word)) {
            throw new DroverException(FailureCode.STORAGE_FAILED, "No space for the word " + word);
          }
        });
  }

  /** Returns a disk on which no record can be closed. */
  static HookedStore keepingAll() {
    HookedStore disk = new HookedStore(record -> {});
    disk.closes = false;
    return disk;
  }

  /** Returns a store that keeps in the given one what may be written. */
  JobStore over(JobStore store) {
    return new JobStore() {
      @Override
      public List<JobRecord> open() {
        return store.open();
      }

      @Override
      public List<DroverException> unreadable() {
        return store.unreadable();
      }

      @Override
      public void create(JobRecord record) {
        store.create(record);
      }

      @Override
      public void write(JobRecord record) {
        beforeWrite.accept(record);
        store.write(record);
      }

      @Override
      public void close(ClosedJob closed) {
        if (!closes) {
          throw new DroverException(FailureCode.STORAGE_FAILED, "No record can be closed");
        }
        store.close(closed);
      }

      @Override
      public Optional<ClosedJob> closed(String migrationId, Side side) {
        return store.closed(migrationId, side);
      }
    };
  }
}

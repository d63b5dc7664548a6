package dev.drover.hypervisor.migration;

import dev.drover.hypervisor.job.ClosedJob;
import dev.drover.hypervisor.job.JobRecord;
import dev.drover.hypervisor.job.JobStore;
import dev.drover.protocol.Side;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.util.List;
import java.util.Optional;

/** A disk on which one word of a switchover cannot be written; everything else can. */
final class UnwritableStore {
  private final String word;

  UnwritableStore(String word) {
    this.word = word;
  }

  /** Returns a store that keeps everything but that word in the given one. */
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
        if (record.word().equals(word)) {
          throw new DroverException(FailureCode.STORAGE_FAILED, "No space for the word " + word);
        }
        store.write(record);
      }

      @Override
      public void close(ClosedJob closed) {
        store.close(closed);
      }

      @Override
      public Optional<ClosedJob> closed(String migrationId, Side side) {
        return store.closed(migrationId, side);
      }
    };
  }
}

package dev.drover.worker.metrics;

import dev.drover.hypervisor.job.ClosedJob;
import dev.drover.hypervisor.job.JobRecord;
import dev.drover.hypervisor.job.JobStore;
import dev.drover.protocol.Side;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.util.List;
import java.util.Optional;

/** A job store that makes and writes nothing, and cannot close anything. */
final class NoStore implements JobStore {
  @Override
  public List<JobRecord> open() {
    return List.of();
  }

  @Override
  public List<DroverException> unreadable() {
    return List.of();
  }

  @Override
  public void create(JobRecord record) {}

  @Override
  public void write(JobRecord record) {}

  @Override
  public void close(ClosedJob closed) {
    throw new DroverException(FailureCode.STORAGE_FAILED, "The disk is full.");
  }

  @Override
  public Optional<ClosedJob> closed(String migrationId, Side side) {
    return Optional.empty();
  }
}

package dev.drover.worker.metrics;

import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.job.ClosedJob;
import dev.drover.hypervisor.job.JobRecord;
import dev.drover.hypervisor.job.JobStore;
import dev.drover.protocol.Side;
import dev.drover.protocol.failure.DroverException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A job store that says how long its disk takes. */
final class MeasuredStore implements JobStore {
  private final JobStore store;
  private final Operation create;
  private final Operation write;
  private final Operation close;

  MeasuredStore(JobStore store, Registry registry) {
    this.store = requireNonNull(store, "store is null");
    create = operation(registry, "create");
    write = operation(registry, "write");
    close = operation(registry, "close");
  }

  private static Operation operation(Registry registry, String name) {
    return new Operation(
        registry.timer(Meter.RECORD_WRITE, name),
        registry.counter(Meter.RECORD_WRITE_ERRORS, name));
  }

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
    create.run(() -> store.create(record));
  }

  @Override
  public void write(JobRecord record) {
    write.run(() -> store.write(record));
  }

  @Override
  public void close(ClosedJob closed) {
    close.run(() -> store.close(closed));
  }

  @Override
  public Optional<ClosedJob> closed(String migrationId, Side side) {
    return store.closed(migrationId, side);
  }

  private record Operation(Timer time, Counter errors) {
    void run(Runnable effect) {
      long began = System.nanoTime();
      try {
        effect.run();
        time.record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
      } catch (DroverException e) {
        errors.increment();
        throw e;
      }
    }
  }
}

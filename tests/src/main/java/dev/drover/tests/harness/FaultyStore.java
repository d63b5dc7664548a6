package dev.drover.tests.harness;

import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.job.ClosedJob;
import dev.drover.hypervisor.job.JobRecord;
import dev.drover.hypervisor.job.JobStore;
import dev.drover.protocol.Side;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A store with a gate before and after whatever it writes. */
final class FaultyStore implements JobStore {
  private final JobStore real;
  private final Gates gates;

  FaultyStore(JobStore real, Gates gates) {
    this.real = requireNonNull(real, "real is null");
    this.gates = requireNonNull(gates, "gates is null");
  }

  @Override
  public List<JobRecord> open() {
    return real.open();
  }

  @Override
  public List<DroverException> unreadable() {
    return real.unreadable();
  }

  @Override
  public void create(JobRecord record) {
    through("create-" + side(record.side()) + "-" + record.word(), () -> real.create(record));
  }

  @Override
  public void write(JobRecord record) {
    through("write-" + side(record.side()) + "-" + record.word(), () -> real.write(record));
  }

  @Override
  public void close(ClosedJob closed) {
    through("close-" + side(closed.side()), () -> real.close(closed));
  }

  @Override
  public Optional<ClosedJob> closed(String migrationId, Side side) {
    return real.closed(migrationId, side);
  }

  private void through(String gate, Runnable write) {
    Optional<Order> order = gates.pass(gate);
    if (order.isEmpty()) {
      write.run();
    } else {
      obey(order.get(), gate, write);
    }
    gates.pass("after-" + gate);
  }

  private static void obey(Order order, String gate, Runnable write) {
    switch (order) {
      case FAIL -> throw refused(gate);
      case FAIL_BUT_DO -> {
        write.run();
        throw refused(gate);
      }
      case REPEAT -> {
        write.run();
        write.run();
      }
      case WAIT, HALT, LOSE -> throw new IllegalStateException(order + " is no order for a write");
    }
  }

  private static DroverException refused(String gate) {
    return new DroverException(
        FailureCode.STORAGE_FAILED, "A test has ordered that " + gate + " fails");
  }

  private static String side(Side side) {
    return side.name().toLowerCase(Locale.ROOT);
  }
}

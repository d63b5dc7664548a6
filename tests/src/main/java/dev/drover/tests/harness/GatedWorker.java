package dev.drover.tests.harness;

import dev.drover.hypervisor.job.ClosedJob;
import dev.drover.hypervisor.job.JobRecord;
import dev.drover.hypervisor.job.JobStore;
import dev.drover.protocol.Side;
import dev.drover.protocol.failure.DroverException;
import dev.drover.worker.DroverWorker;
import dev.drover.worker.WorkerParts;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The real worker, except that it comes to a gate before each record it makes or writes: {@code
 * create-source-perform}, {@code write-destination-starting} and so on.
 */
public final class GatedWorker {
  /** System property: the folder of the gates. */
  static final String FOLDER = "drover.tests.gates";

  private GatedWorker() {}

  public static void main(String[] arguments) {
    Gates gates = new Gates(Path.of(System.getProperty(FOLDER)));
    DroverWorker.run(
        new WorkerParts(
            store -> new GatedStore(store, gates),
            UnaryOperator.identity(),
            UnaryOperator.identity()),
        arguments);
  }

  private record GatedStore(JobStore real, Gates gates) implements JobStore {
    private void pass(String what, JobRecord record) {
      gates.pass(gate(what, record.side(), record.word()));
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
      pass("create", record);
      real.create(record);
    }

    @Override
    public void write(JobRecord record) {
      pass("write", record);
      real.write(record);
    }

    @Override
    public void close(ClosedJob closed) {
      real.close(closed);
    }

    @Override
    public Optional<ClosedJob> closed(String migrationId, Side side) {
      return real.closed(migrationId, side);
    }
  }

  private static String gate(String what, Side side, String word) {
    return what + "-" + side.name().toLowerCase(Locale.ROOT) + "-" + word;
  }
}

package dev.drover.tests.harness;

import dev.drover.worker.DroverWorker;
import dev.drover.worker.WorkerParts;
import java.nio.file.Path;

/**
 * The real worker, except that it comes to a gate before and after each durable write, each frame
 * and each step of a lease, and does there what a test has ordered; see {@link Gates}.
 *
 * <p>A gate is named after what is about to happen: {@code create-source-perform}, {@code
 * write-destination-starting}, {@code close-source}, {@code send-COMMIT}, {@code receive-COMMIT},
 * {@code lease-take}. The gate behind it is called {@code after-write-destination-starting} and so
 * on.
 */
public final class FaultWorker {
  /** System property: the folder of the gates. */
  static final String FOLDER = "drover.tests.gates";

  private FaultWorker() {}

  public static void main(String[] arguments) {
    Gates gates = new Gates(Path.of(System.getProperty(FOLDER)));
    DroverWorker.run(
        new WorkerParts(
            store -> new FaultyStore(store, gates),
            peers -> new FaultyNetwork(peers, gates),
            locks -> new FaultyLocks(locks, gates)),
        arguments);
  }
}

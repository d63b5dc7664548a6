package dev.drover.tests.matrix;

import static java.util.Objects.requireNonNull;

import dev.drover.tests.fault.FaultKind;
import dev.drover.tests.harness.DevTemporal;
import dev.drover.tests.harness.TemporalServer;
import org.jspecify.annotations.Nullable;

/** Runs cells one after the other in one fleet; a cell that goes wrong costs its fleet. */
final class MatrixRun implements AutoCloseable {
  private final TemporalServer.Starter temporal;
  private final boolean leased;
  private @Nullable FaultFleet fleet;
  private int number;

  /**
   * @param leased whether the hosts share a lockspace; only such cells can be run here
   */
  MatrixRun(TemporalServer.Starter temporal, boolean leased) {
    this.temporal = requireNonNull(temporal, "temporal is null");
    this.leased = leased;
  }

  /** Runs one cell. */
  Observation run(Cell cell) {
    if (cell.leased() != leased) {
      throw new IllegalArgumentException(cell + " needs another fleet");
    }
    FaultFleet present = fleet;
    if (present == null) {
      try {
        present = FaultFleet.start(temporal, leased);
      } catch (AssertionError e) {
        return Observation.notDone(cell, String.valueOf(e.getMessage()));
      }
      fleet = present;
    }
    if (needsServer(cell) && !(present.fleet().server() instanceof DevTemporal)) {
      return Observation.skipped(cell, "no 'temporal' here: the embedded server has no file");
    }
    Observation seen = CellRun.of(present, cell, ++number);
    if (!seen.wrong().isEmpty() || seen.outcome() == Outcome.HELD) {
      close();
    }
    return seen;
  }

  private static boolean needsServer(Cell cell) {
    return cell.deed() instanceof Deed.AtMoment fault && fault.kind() == FaultKind.SERVER_KILLED;
  }

  @Override
  public synchronized void close() {
    FaultFleet present = fleet;
    fleet = null;
    if (present != null) {
      present.close();
    }
  }
}

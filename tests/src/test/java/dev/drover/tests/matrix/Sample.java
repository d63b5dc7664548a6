package dev.drover.tests.matrix;

import static dev.drover.protocol.Side.DESTINATION;
import static dev.drover.protocol.Side.SOURCE;

import dev.drover.protocol.Side;
import dev.drover.tests.fault.FaultKind;
import dev.drover.tests.harness.Order;
import java.util.List;

/** A tenth of the matrix, in which every process, step and kind of fault is met. */
final class Sample {
  private Sample() {}

  /** Returns the deeds; their cells are looked up in the matrix. */
  static List<Deed> deeds() {
    return List.of(
        at(FaultKind.WORKER_KILLED, SOURCE, Moment.COMPLETED),
        at(FaultKind.WORKER_KILLED, SOURCE, Moment.ENDED),
        at(FaultKind.WORKER_KILLED, DESTINATION, Moment.STARTING),
        at(FaultKind.WORKER_KILLED, DESTINATION, Moment.CANCELLED),
        at(FaultKind.WORKER_FROZEN, DESTINATION, Moment.COMPLETED),
        at(FaultKind.QEMU_KILLED, SOURCE, Moment.BEGIN),
        at(FaultKind.QEMU_KILLED, SOURCE, Moment.PREPARE),
        at(FaultKind.QEMU_KILLED, SOURCE, Moment.COMPLETED),
        at(FaultKind.QEMU_KILLED, SOURCE, Moment.FAILED),
        at(FaultKind.QEMU_KILLED, DESTINATION, Moment.ARMED),
        at(FaultKind.QEMU_KILLED, DESTINATION, Moment.STARTING),
        at(FaultKind.QEMU_KILLED, DESTINATION, Moment.RUNNING),
        at(FaultKind.QEMU_FROZEN, SOURCE, Moment.PERFORM),
        at(FaultKind.HOST_REBOOTED, SOURCE, Moment.STARTING),
        at(FaultKind.HOST_REBOOTED, DESTINATION, Moment.RUNNING),
        at(FaultKind.COORDINATOR_KILLED, DESTINATION, Moment.RUNNING),
        at(FaultKind.SERVER_KILLED, DESTINATION, Moment.STARTING),
        at(FaultKind.CLI_KILLED, SOURCE, Moment.ARMED),
        halt(Gate.WRITE_PERMITTED.after(), SOURCE),
        halt(Gate.RECEIVE_COMMITTED.before(), SOURCE),
        halt(Gate.CLOSE_DESTINATION.before(), DESTINATION),
        order(Gate.SEND_COMMIT, Order.LOSE),
        order(Gate.SEND_COMMITTED, Order.LOSE),
        order(Gate.RECEIVE_COMMIT, Order.REPEAT),
        order(Gate.WRITE_STARTING, Order.FAIL),
        order(Gate.WRITE_COMMITTED, Order.FAIL_BUT_DO));
  }

  /** Returns the cells of the deeds, without leases. */
  static List<Cell> cells() {
    List<Cell> all = Matrix.cells();
    return deeds().stream()
        .map(
            deed ->
                all.stream()
                    .filter(cell -> cell.deed().equals(deed) && !cell.leased())
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no cell for " + deed)))
        .toList();
  }

  private static Deed at(FaultKind kind, Side side, Moment moment) {
    return new Deed.AtMoment(kind, side, moment);
  }

  private static Deed halt(String gate, Side side) {
    return new Deed.AtGate(gate, Order.HALT, side, false);
  }

  private static Deed order(Gate gate, Order order) {
    return new Deed.AtGate(gate.before(), order, gate.side(), false);
  }
}

package dev.drover.tests.matrix;

import dev.drover.protocol.Side;
import dev.drover.tests.fault.FaultKind;
import dev.drover.tests.harness.Order;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** All cells. */
public final class Matrix {
  private static final Set<Outcome> MOVED = EnumSet.of(Outcome.MOVED);
  private static final Set<Outcome> STAYED = EnumSet.of(Outcome.STAYED);
  private static final Set<Outcome> EITHER = EnumSet.of(Outcome.MOVED, Outcome.STAYED);

  private final List<Cell> cells = new ArrayList<>();

  private Matrix() {}

  /** Returns every cell there is. */
  public static List<Cell> cells() {
    Matrix matrix = new Matrix();
    matrix.processes();
    matrix.halts();
    matrix.frames();
    matrix.writes();
    matrix.scenes();
    return List.copyOf(matrix.cells);
  }

  private void processes() {
    for (FaultKind kind : FaultKind.values()) {
      for (Moment moment : Moment.values()) {
        switch (kind) {
          case WORKER_KILLED, WORKER_FROZEN, QEMU_KILLED, QEMU_FROZEN, HOST_REBOOTED -> {
            process(new Deed.AtMoment(kind, Side.SOURCE, moment), false);
            process(new Deed.AtMoment(kind, Side.DESTINATION, moment), false);
          }
          case COORDINATOR_KILLED, SERVER_KILLED, CLI_KILLED ->
              process(new Deed.AtMoment(kind, moment.side(), moment), false);
        }
      }
    }
    // With leases only what they change.
    process(new Deed.AtMoment(FaultKind.HOST_REBOOTED, Side.DESTINATION, Moment.STARTING), true);
    process(new Deed.AtMoment(FaultKind.HOST_REBOOTED, Side.DESTINATION, Moment.RUNNING), true);
    process(new Deed.AtMoment(FaultKind.HOST_REBOOTED, Side.SOURCE, Moment.COMPLETED), true);
    process(new Deed.AtMoment(FaultKind.QEMU_KILLED, Side.SOURCE, Moment.COMPLETED), true);
    process(new Deed.AtMoment(FaultKind.QEMU_KILLED, Side.DESTINATION, Moment.STARTING), true);
    process(new Deed.AtMoment(FaultKind.QEMU_KILLED, Side.DESTINATION, Moment.RUNNING), true);
  }

  private void process(Deed.AtMoment fault, boolean leased) {
    Set<Outcome> expected = Law.of(fault, leased);
    if (!expected.isEmpty()) {
      cells.add(new Cell(fault, leased, expected));
    }
  }

  /** Each worker just before and just after each durable write, frame and step of a lease. */
  private void halts() {
    for (Gate gate : Gate.values()) {
      Set<Outcome> expected = halted(gate);
      cells.add(cell(gate, gate.before(), Order.HALT, expected));
      cells.add(cell(gate, gate.after(), Order.HALT, expected));
    }
  }

  /**
   * A guest that stops while its worker is away does not wait for it, if it still has a choice; and
   * an abort that dies with its worker is asked for again, and may come too late then.
   */
  private static Set<Outcome> halted(Gate gate) {
    boolean choice =
        gate == Gate.WRITE_PERFORM || gate == Gate.WRITE_ARMED || gate == Gate.WRITE_FAILED;
    return choice ? EITHER : gate.isInAbort() ? STAYED : MOVED;
  }

  private void frames() {
    for (Gate gate : Gate.values()) {
      if (gate.isFrame()) {
        Set<Outcome> expected = gate.isInAbort() ? STAYED : MOVED;
        cells.add(cell(gate, gate.before(), Order.LOSE, expected));
        cells.add(cell(gate, gate.before(), Order.REPEAT, expected));
      }
    }
  }

  private void writes() {
    for (Gate gate : Gate.values()) {
      if (gate.isWrite()) {
        cells.add(cell(gate, gate.before(), Order.FAIL, refused(gate)));
        cells.add(cell(gate, gate.before(), Order.FAIL_BUT_DO, refused(gate)));
      }
    }
  }

  private void scenes() {
    for (Scene scene : Scene.values()) {
      cells.add(new Cell(new Deed.Play(scene), scene.isLeased(), EnumSet.of(scene.expected())));
    }
  }

  /** What a disk that refuses one write once may lead to. */
  private static Set<Outcome> refused(Gate gate) {
    return switch (gate) {
      // Asked for again, or given up: nothing has happened yet.
      case CREATE_SOURCE, CREATE_DESTINATION, WRITE_UNDECIDED, WRITE_PERFORM -> EITHER;
      // Written again while the guest still runs; in pre-switchover it does not wait for a disk.
      case WRITE_ARMED -> EITHER;
      // A destination that cannot write it ends its copy.
      case WRITE_STARTING -> STAYED;
      case WRITE_PERMITTED, WRITE_COMMITTED, WRITE_ENDED, CLOSE_SOURCE, CLOSE_DESTINATION -> MOVED;
      case LEASE_HAND_OVER, LEASE_TAKE -> EITHER;
      case WRITE_FAILED, WRITE_CANCELLED, LEASE_TAKE_BACK, LEASE_GIVE_BACK -> STAYED;
      case SEND_COMMIT,
          RECEIVE_COMMIT,
          SEND_COMMITTED,
          RECEIVE_COMMITTED,
          SEND_ACKNOWLEDGE,
          RECEIVE_ACKNOWLEDGE,
          SEND_CLOSED,
          RECEIVE_CLOSED,
          SEND_CANCEL,
          RECEIVE_CANCEL,
          SEND_CANCELLED,
          RECEIVE_CANCELLED ->
          throw new IllegalArgumentException(gate + " is no write");
    };
  }

  private static Cell cell(Gate gate, String where, Order order, Set<Outcome> expected) {
    return new Cell(
        new Deed.AtGate(where, order, gate.side(), gate.isInAbort()), gate.isLease(), expected);
  }
}

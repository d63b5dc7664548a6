package dev.drover.tests.matrix;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.Side;
import dev.drover.tests.fault.FaultKind;
import dev.drover.tests.harness.Order;

/** What breaks in a cell of the matrix. */
public sealed interface Deed {
  /** Returns what breaks, in a few words. */
  String title();

  /**
   * A process dies or stands still while the migration stands at a moment.
   *
   * @param side whose process; for processes that belong to no side, that of the moment
   */
  record AtMoment(FaultKind kind, Side side, Moment moment) implements Deed {
    public AtMoment {
      requireNonNull(kind, "kind is null");
      requireNonNull(side, "side is null");
      requireNonNull(moment, "moment is null");
    }

    @Override
    public String title() {
      return Titles.who(kind, side);
    }
  }

  /**
   * A worker does at one of its gates what it was ordered to.
   *
   * @param aborted whether somebody asks to give the move up
   */
  record AtGate(String gate, Order order, Side side, boolean aborted) implements Deed {
    public AtGate {
      requireNonNull(gate, "gate is null");
      requireNonNull(order, "order is null");
      requireNonNull(side, "side is null");
    }

    @Override
    public String title() {
      return Titles.order(order) + " " + gate;
    }
  }

  /** A story of its own. */
  record Play(Scene scene) implements Deed {
    public Play {
      requireNonNull(scene, "scene is null");
    }

    @Override
    public String title() {
      return scene.title();
    }
  }
}

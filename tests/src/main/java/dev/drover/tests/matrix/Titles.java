package dev.drover.tests.matrix;

import dev.drover.protocol.Side;
import dev.drover.tests.fault.FaultKind;
import dev.drover.tests.harness.Order;
import java.util.Locale;

/** The words of the tables. */
final class Titles {
  private Titles() {}

  static String side(Side side) {
    return side.name().toLowerCase(Locale.ROOT);
  }

  /** Returns for example {@code source worker killed}. */
  static String who(FaultKind kind, Side side) {
    return switch (kind) {
      case WORKER_KILLED, WORKER_FROZEN, QEMU_KILLED, QEMU_FROZEN, HOST_REBOOTED ->
          side(side) + " " + kind.title();
      case COORDINATOR_KILLED, SERVER_KILLED, CLI_KILLED -> kind.title();
    };
  }

  static String order(Order order) {
    return switch (order) {
      case HALT -> "worker halts";
      case LOSE -> "lost:";
      case REPEAT -> "repeated:";
      case FAIL -> "fails:";
      case FAIL_BUT_DO -> "fails, but is on disk:";
      case WAIT -> "waits";
    };
  }
}

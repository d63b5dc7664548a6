package dev.drover.tests.cluster;

import dev.drover.protocol.message.Statistics;
import dev.drover.tests.guest.Crossing;
import java.util.List;

/**
 * One move of the guest, as drover and as the guest tell it.
 *
 * @param what happened meanwhile
 * @param statistics drover's own
 * @param crossing the guest's counter, heard on both hosts
 * @param breaks where the counter did not go on by one
 */
record Passage(String what, Statistics statistics, Crossing crossing, List<String> breaks) {
  private static final String ROW = "%-46s %9s %17s %16s %7s";

  Passage {
    breaks = List.copyOf(breaks);
  }

  static String heading() {
    return ROW.formatted("", "total", "blackout, record", "blackout, guest", "missed");
  }

  String row() {
    Long micros = statistics.blackoutMicros();
    return ROW.formatted(
        what,
        "%.1f s".formatted(statistics.totalMillis() / 1000.0),
        micros == null ? "-" : millis(micros),
        millis(crossing.gapMicros()),
        crossing.missed());
  }

  /** Returns whether the guest was executed exactly once at each tick. */
  boolean isUnbroken() {
    return crossing.missed() == 0 && breaks.isEmpty();
  }

  private static String millis(long micros) {
    return "%.1f ms".formatted(micros / 1000.0);
  }
}

package dev.drover.tests.guest;

import dev.drover.tests.guest.PacerLog.Tick;
import java.util.List;

/**
 * How a guest's ticks went over from one host to another.
 *
 * @param lastThere the last tick on the source
 * @param firstHere the first whole tick on the destination
 * @param gapMicros time between the two at their reader; the guest ticks every 2 ms
 */
public record Crossing(long lastThere, long firstHere, long gapMicros) {
  /**
   * Finds the crossing.
   *
   * @param source every tick heard at the source
   * @param destination the ticks heard at the destination in this stay of the guest
   * @throws AssertionError if there are no ticks on one of the sides
   */
  public static Crossing of(List<Tick> source, List<Tick> destination) {
    if (source.isEmpty() || destination.isEmpty()) {
      throw new AssertionError(
          "no crossing: %d ticks there, %d here".formatted(source.size(), destination.size()));
    }
    Tick last = source.get(source.size() - 1);
    Tick first = destination.get(0);
    return new Crossing(last.number(), first.number(), (first.nanos() - last.nanos()) / 1000);
  }

  /**
   * Returns how many ticks nobody heard. The line on which QEMU stopped may be cut in two, and then
   * neither half is a tick: one is allowed.
   */
  public long missed() {
    return firstHere - lastThere - 1;
  }
}

package dev.drover.tests.guest;

import dev.drover.tests.guest.PacerLog.Tick;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How a guest's ticks went over from one host to another.
 *
 * @param lastThere the last whole tick on the source
 * @param firstHere the first whole tick on the destination
 * @param torn the line on which the CPUs stopped, put together from both hosts; empty if no line
 *     was cut
 * @param gapMicros time between the two ticks at their reader; the guest ticks every 2 ms
 */
public record Crossing(long lastThere, long firstHere, String torn, long gapMicros) {
  /**
   * Finds the crossing.
   *
   * @param source every tick heard at the source in this stay of the guest
   * @param destination the ticks heard at the destination in this stay of the guest
   * @param torn what the source said last without ending its line, and then what the destination
   *     said first
   * @throws AssertionError if there are no ticks on one of the sides
   */
  public static Crossing of(List<Tick> source, List<Tick> destination, String torn) {
    if (source.isEmpty() || destination.isEmpty()) {
      throw new AssertionError(
          "no crossing: %d ticks there, %d here".formatted(source.size(), destination.size()));
    }
    Tick last = source.get(source.size() - 1);
    Tick first = destination.get(0);
    return new Crossing(last.number(), first.number(), torn, (first.nanos() - last.nanos()) / 1000);
  }

  /**
   * Returns how many ticks nobody heard, not even in two halves; below 0, some were heard twice.
   */
  public long missed() {
    boolean tornTick = isTorn("T%08X\n".formatted(lastThere + 1));
    return firstHere - lastThere - (tornTick ? 2 : 1);
  }

  /**
   * QEMU drops what the guest says before it has taken its reader's connection: a part of the line,
   * at the destination's beginning, may be heard nowhere.
   */
  private boolean isTorn(String line) {
    return torn.endsWith("\n")
        && torn.length() <= line.length()
        && IntStream.range(0, torn.length())
            .anyMatch(
                there ->
                    line.startsWith(torn.substring(0, there))
                        && line.endsWith(torn.substring(there)));
  }
}

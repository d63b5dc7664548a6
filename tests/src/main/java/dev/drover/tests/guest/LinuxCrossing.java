package dev.drover.tests.guest;

import dev.drover.tests.guest.LinuxLine.Tick;
import dev.drover.tests.guest.LinuxLog.Heard;
import java.util.List;

/**
 * How the Linux guest went over from one host to another.
 *
 * @param lastThere the last tick on the source
 * @param firstHere the first tick on the destination
 * @param gapMicros time between the two at their readers; the guest ticks every 5 ms
 * @param stoodMicros by how much the guest's clock is behind since then, compared with the readers'
 *     clock: how long it did not run
 */
public record LinuxCrossing(long lastThere, long firstHere, long gapMicros, long stoodMicros) {
  /** Two seconds of ticks: enough for some that were heard without delay. */
  private static final int WINDOW = 400;

  /**
   * Finds how the guest came to a stay.
   *
   * @param heard everything it said, from {@link LinuxLog#heard()}
   * @param stay 1 for the first move
   * @throws AssertionError if there are no ticks on one of the sides
   */
  public static LinuxCrossing of(List<Heard> heard, int stay) {
    List<Heard> there = ticks(heard, stay - 1);
    List<Heard> here = ticks(heard, stay);
    if (there.isEmpty() || here.isEmpty()) {
      throw new AssertionError(
          "no crossing: %d ticks there, %d here".formatted(there.size(), here.size()));
    }
    Heard last = there.get(there.size() - 1);
    Heard first = here.get(0);
    List<Heard> before = there.subList(Math.max(0, there.size() - WINDOW), there.size());
    List<Heard> after = here.subList(0, Math.min(WINDOW, here.size()));
    return new LinuxCrossing(
        ((Tick) last.line()).number(),
        ((Tick) first.line()).number(),
        (first.nanos() - last.nanos()) / 1000,
        lagMicros(after) - lagMicros(before));
  }

  /** Returns how many ticks nobody heard; below 0, some were executed twice. */
  public long missed() {
    return firstHere - lastThere - 1;
  }

  static List<Heard> ticks(List<Heard> heard, int stay) {
    return heard.stream().filter(one -> one.stay() == stay && one.line() instanceof Tick).toList();
  }

  /**
   * Returns by how much the guest's uptime is behind the readers' clock, up to a constant. The
   * machine may delay a tick but not hasten it, so the least delayed one counts.
   */
  static long lagMicros(List<Heard> ticks) {
    return ticks.stream()
        .mapToLong(one -> one.nanos() / 1000 - ((Tick) one.line()).uptimeMicros())
        .min()
        .orElseThrow();
  }
}

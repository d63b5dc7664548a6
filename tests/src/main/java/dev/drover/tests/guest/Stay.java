package dev.drover.tests.guest;

import static java.util.Objects.requireNonNull;

import dev.drover.tests.guest.PacerLog.Tick;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one QEMU let the guest say at one host, in short.
 *
 * @param connected whether that QEMU is still there
 * @param first its first tick; null if the guest never ran in it
 * @param last its newest tick; null if the guest never ran in it
 * @param silence the longest time without a tick
 * @param breaks where the counter did not go on by one
 * @param complaints what the guest found wrong with its memory
 * @param sweeps how often it has gone through its memory
 * @param head the end of a line with which the guest began; empty for a whole line
 * @param tail the beginning of a line with which the guest ended; empty while it is connected
 */
public record Stay(
    boolean connected,
    @Nullable Tick first,
    @Nullable Tick last,
    Silence silence,
    List<String> breaks,
    List<String> complaints,
    int sweeps,
    String head,
    String tail) {

  /**
   * A time in which nothing was heard, as {@link System#nanoTime}.
   *
   * @param from the tick before it
   * @param until the tick after it
   */
  public record Silence(long from, long until) {
    /** No time at all. */
    public static final Silence NONE = new Silence(0, 0);

    /** Returns how long it was, in nanoseconds. */
    public long nanos() {
      return until - from;
    }

    /** Returns the longer of two. */
    public Silence or(Silence other) {
      return other.nanos() > nanos() ? other : this;
    }
  }

  public Stay {
    requireNonNull(silence, "silence is null");
    breaks = List.copyOf(breaks);
    complaints = List.copyOf(complaints);
    requireNonNull(head, "head is null");
    requireNonNull(tail, "tail is null");
  }

  static Stay of(PacerLog log, boolean connected) {
    List<Tick> ticks = log.ticks();
    Silence longest = Silence.NONE;
    for (int i = 1; i < ticks.size(); i++) {
      longest = longest.or(new Silence(ticks.get(i - 1).nanos(), ticks.get(i).nanos()));
    }
    return new Stay(
        connected,
        ticks.isEmpty() ? null : ticks.get(0),
        ticks.isEmpty() ? null : ticks.get(ticks.size() - 1),
        longest,
        Ticks.breaks(ticks),
        log.complaints(),
        log.sweeps(),
        log.head(),
        log.tail());
  }

  /** Returns whether the guest ran in it. */
  public boolean ran() {
    return first != null;
  }
}

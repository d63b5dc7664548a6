package dev.drover.tests.guest;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the guest said at one serial port, line by line with the time of arrival. Bounded: of ticks
 * only the newest are kept, of everything else a count. Thread-safe.
 */
public final class PacerLog implements SerialListener {
  private static final Pattern LINE = Pattern.compile("[PTESXR][0-9A-F]{8}");
  private static final int MOST_TICKS = 1 << 20;

  /**
   * A tick of the guest.
   *
   * @param number counts from 1; unsigned 32 bits
   * @param nanos when its line was read, as {@link System#nanoTime}
   */
  public record Tick(long number, long nanos) {}

  private final List<Tick> ticks = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();
  private int sweeps;
  private long lines;
  private String head = "";
  private String tail = "";
  private boolean fresh = true;

  /** Takes a line; one that was cut by the connection, at its beginning or end, is ignored. */
  @Override
  public synchronized void line(String text, long nanos) {
    boolean first = fresh;
    fresh = false;
    if (!LINE.matcher(text).matches()) {
      if (first) {
        head = text + "\n";
      }
      return;
    }
    lines++;
    long value = Long.parseLong(text.substring(1), 16);
    switch (text.charAt(0)) {
      case 'T' -> tick(value, nanos);
      case 'E' -> {
        tick(value, nanos);
        complain(text);
      }
      case 'S' -> sweeps++;
      case 'X', 'R' -> complain(text);
      default -> {
        return;
      }
    }
  }

  @Override
  public synchronized void connected() {
    fresh = true;
    head = "";
  }

  @Override
  public synchronized void disconnected(String unfinished) {
    tail = unfinished;
  }

  /** Returns the end of a line with which the newest connection began; empty for a whole line. */
  public synchronized String head() {
    return head;
  }

  /** Returns the beginning of a line with which the connection before ended; may be empty. */
  public synchronized String tail() {
    return tail;
  }

  private void tick(long number, long nanos) {
    if (ticks.size() == MOST_TICKS) {
      ticks.subList(0, MOST_TICKS / 2).clear();
    }
    ticks.add(new Tick(number, nanos));
  }

  private void complain(String text) {
    if (complaints.size() < 100) {
      complaints.add(text);
    }
  }

  /** Returns the ticks in the order of arrival. */
  public synchronized List<Tick> ticks() {
    return List.copyOf(ticks);
  }

  /** Returns the newest tick; null before the first. */
  public synchronized @Nullable Tick last() {
    return ticks.isEmpty() ? null : ticks.get(ticks.size() - 1);
  }

  /** Returns the oldest tick that is kept; null before the first. */
  public synchronized @Nullable Tick first() {
    return ticks.isEmpty() ? null : ticks.get(0);
  }

  /** Returns how many ticks are kept. */
  public synchronized int count() {
    return ticks.size();
  }

  /** Returns how often the guest has gone through its memory, checking as it rewrites. */
  public synchronized int sweeps() {
    return sweeps;
  }

  /** Returns what the guest found wrong with its memory; empty if nothing. */
  public synchronized List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** Returns how many whole lines came. */
  public synchronized long lines() {
    return lines;
  }
}

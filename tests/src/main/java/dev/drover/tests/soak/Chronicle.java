package dev.drover.tests.soak;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the soak itself did and saw, in order. Thread-safe. */
final class Chronicle {
  /** What concerns all guests. */
  static final String FLEET = "fleet";

  private final List<Entry> entries = new ArrayList<>();
  private final long beganNanos = System.nanoTime();
  private final Instant began = Instant.now();

  /**
   * One line.
   *
   * @param nanos when, as {@link System#nanoTime}
   * @param about a guest's name, or {@link #FLEET}
   */
  record Entry(long nanos, String about, String text) {}

  synchronized void add(String about, String text) {
    entries.add(new Entry(System.nanoTime(), about, text));
  }

  /** Returns the lines that concern a guest or all of them, oldest first. */
  synchronized List<Entry> of(String about) {
    return entries.stream()
        .filter(entry -> entry.about().equals(about) || entry.about().equals(FLEET))
        .toList();
  }

  synchronized List<Entry> all() {
    return List.copyOf(entries);
  }

  /** Returns the clock's time at an instant of {@link System#nanoTime}. */
  Instant at(long nanos) {
    return began.plusNanos(nanos - beganNanos);
  }

  /** Returns seconds since the beginning, for people. */
  String since(Instant instant) {
    return String.format(
        Locale.ROOT, "%8.3f", (instant.toEpochMilli() - began.toEpochMilli()) / 1000.0);
  }

  String line(Entry entry) {
    return "%s  %-8s %s".formatted(since(at(entry.nanos())), entry.about(), entry.text());
  }
}

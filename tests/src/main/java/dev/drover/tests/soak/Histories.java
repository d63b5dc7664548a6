package dev.drover.tests.soak;

import static java.util.Objects.requireNonNull;

import dev.drover.tests.guest.Crossing;
import dev.drover.tests.guest.PacerLog.Tick;
import dev.drover.tests.guest.Stay;
import dev.drover.tests.guest.Stay.Silence;
import dev.drover.tests.soak.Violation.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Judges a guest by its own counter, as it was heard on all hosts. A pure function. */
final class Histories {
  /** A reader that the machine has held up hears a tick this late at most. */
  private static final long LATE_NANOS = 250_000_000;

  /** QEMU drops what a guest says before it has taken its reader's connection. */
  private static final long UNHEARD_AT_BOOT = 50;

  private Histories() {}

  /** A stay and the host that it was on. */
  record Heard(String host, Stay stay) {
    Heard {
      requireNonNull(host, "host is null");
      requireNonNull(stay, "stay is null");
    }

    private Tick first() {
      return requireNonNull(stay.first(), "it never ran");
    }

    private Tick last() {
      return requireNonNull(stay.last(), "it never ran");
    }
  }

  /** Returns what is wrong: ticks executed twice or by two copies, ticks missed, broken memory. */
  static List<Violation> judge(String guest, List<Heard> everything) {
    List<Violation> found = new ArrayList<>();
    List<Heard> heard = inOrder(everything);
    for (int i = 0; i < heard.size(); i++) {
      Heard now = heard.get(i);
      now.stay()
          .breaks()
          .forEach(one -> found.add(new Violation(Kind.SECOND_HISTORY, guest, on(now) + one)));
      if (!now.stay().complaints().isEmpty()) {
        found.add(new Violation(Kind.BROKEN_MEMORY, guest, on(now) + now.stay().complaints()));
      }
      if (i > 0 && booted(heard.get(i - 1), now)) {
        afterBoot(guest, heard.subList(0, i), now, found);
      } else if (i > 0) {
        afterMove(guest, heard.get(i - 1), now, found);
      }
    }
    return found;
  }

  /** Its counter is back at the very beginning. */
  private static boolean booted(Heard before, Heard now) {
    long first = now.first().number();
    return first <= UNHEARD_AT_BOOT && first <= before.last().number();
  }

  /** Whatever ran before has ended before. */
  private static void afterBoot(
      String guest, List<Heard> before, Heard boot, List<Violation> found) {
    for (Heard other : before) {
      if (other.last().nanos() > boot.first().nanos() + LATE_NANOS) {
        found.add(
            new Violation(
                Kind.SECOND_COPY,
                guest,
                "it booted on %s and ticked on in %s, at least until tick %d"
                    .formatted(boot.host(), other.host(), other.last().number())));
      }
    }
  }

  private static void afterMove(String guest, Heard before, Heard now, List<Violation> found) {
    Crossing crossing = crossing(before, now);
    long missed = crossing.missed();
    if (missed < 0) {
      boolean together = before.last().nanos() > now.first().nanos() + LATE_NANOS;
      found.add(
          new Violation(
              together ? Kind.SECOND_COPY : Kind.SECOND_HISTORY,
              guest,
              "%d ticks executed twice: %s ticked until %d, %s from %d on"
                  .formatted(
                      -missed,
                      before.host(),
                      before.last().number(),
                      now.host(),
                      now.first().number())));
    } else if (missed > 0 && !before.stay().connected()) {
      found.add(
          new Violation(
              Kind.MISSED_TICK,
              guest,
              "%d ticks not heard between %d on %s and %d on %s"
                  .formatted(
                      missed,
                      before.last().number(),
                      before.host(),
                      now.first().number(),
                      now.host())));
    }
  }

  private static Crossing crossing(Heard before, Heard now) {
    return new Crossing(
        before.last().number(),
        now.first().number(),
        before.stay().tail() + now.stay().head(),
        (now.first().nanos() - before.last().nanos()) / 1000);
  }

  /**
   * Returns the longest time in which a guest that nobody had ended did not tick.
   *
   * @param excused times in which nobody expected it to, because it was paused
   */
  static Silence longestSilence(List<Heard> everything, List<Silence> excused) {
    Silence longest = Silence.NONE;
    List<Heard> heard = inOrder(everything);
    for (int i = 0; i < heard.size(); i++) {
      Heard now = heard.get(i);
      List<Silence> silences = new ArrayList<>(List.of(now.stay().silence()));
      if (i > 0 && !booted(heard.get(i - 1), now)) {
        silences.add(new Silence(heard.get(i - 1).last().nanos(), now.first().nanos()));
      }
      for (Silence silence : silences) {
        if (excused.stream().noneMatch(one -> overlap(one, silence))) {
          longest = longest.or(silence);
        }
      }
    }
    return longest;
  }

  private static boolean overlap(Silence one, Silence other) {
    return one.from() < other.until() && other.from() < one.until();
  }

  private static List<Heard> inOrder(List<Heard> heard) {
    return heard.stream()
        .filter(one -> one.stay().ran())
        .sorted(Comparator.comparingLong(one -> one.first().nanos()))
        .toList();
  }

  private static String on(Heard heard) {
    return "on " + heard.host() + ": ";
  }
}

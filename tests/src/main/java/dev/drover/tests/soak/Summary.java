package dev.drover.tests.soak;

import static java.util.Objects.requireNonNull;

import dev.drover.tests.fault.FaultKind;
import dev.drover.tests.guest.Stay.Silence;
import dev.drover.tests.soak.Chronicle.Entry;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a run showed, for people and for the page of results.
 *
 * @param server the Temporal server, in a few words
 * @param lasted from the first fault to the end of the last check
 * @param violations one sentence each
 */
record Summary(
    LocalDate date,
    Plan plan,
    String server,
    Duration lasted,
    Map<FaultKind, Integer> faults,
    Map<String, Integer> moves,
    Map<String, Integer> losses,
    int abortsAccepted,
    String longestOutage,
    List<String> violations) {
  Summary {
    requireNonNull(plan, "plan is null");
    violations = List.copyOf(violations);
  }

  static Summary of(Plan plan, SoakParts parts, String server, Duration lasted) {
    Tally tally = parts.tally();
    return new Summary(
        LocalDate.now(ZoneOffset.UTC),
        plan,
        server,
        lasted,
        tally.faults(),
        tally.moves(),
        tally.losses(),
        tally.abortsAccepted(),
        longestOutage(parts),
        parts.findings().all().stream().map(Violation::toString).toList());
  }

  private record Outage(SoakGuest guest, Silence silence) {}

  private static String longestOutage(SoakParts parts) {
    Outage longest =
        parts.fleet().guests().stream()
            .map(
                guest ->
                    new Outage(guest, Histories.longestSilence(guest.heard(), guest.excused())))
            .max(Comparator.comparingLong(outage -> outage.silence().nanos()))
            .orElseThrow();
    List<String> meanwhile =
        parts.chronicle().of(longest.guest().name()).stream()
            .filter(entry -> isFaultIn(entry, longest.silence()))
            .map(Entry::text)
            .toList();
    return "%.1f s, of %s%s"
        .formatted(
            longest.silence().nanos() / 1e9,
            longest.guest().name(),
            meanwhile.isEmpty() ? "" : "; in it: " + String.join("; ", meanwhile));
  }

  private static boolean isFaultIn(Entry entry, Silence silence) {
    return entry.text().startsWith("fault ")
        && entry.nanos() > silence.from() - 1_000_000_000
        && entry.nanos() < silence.until();
  }

  int faultCount() {
    return faults.values().stream().mapToInt(Integer::intValue).sum();
  }

  private int moveCount() {
    return moves.values().stream().mapToInt(Integer::intValue).sum();
  }

  private double minutes() {
    return lasted.toMillis() / 60_000.0;
  }

  /** Returns the lines that end a run. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "seed %d: %s, %s, %s"
            .formatted(
                plan.seed(),
                plan.lockspace() ? "with a lockspace" : "without leases",
                plan.hostsCoordinate()
                    ? "three workers coordinate"
                    : "one worker coordinates, and it is no host",
                server));
    lines.add(
        "%d faults in %.1f minutes, %.1f a minute: %s"
            .formatted(faultCount(), minutes(), faultCount() / minutes(), faultsByKind()));
    lines.add(
        "%d moves: %s; %d aborts accepted".formatted(moveCount(), counted(moves), abortsAccepted));
    lines.add(
        "guests that died with a QEMU and were booted afresh: "
            + (losses.isEmpty() ? "none" : counted(losses)));
    lines.add("longest outage of a guest that lived: " + longestOutage);
    lines.add(
        violations.isEmpty()
            ? "no second copy, no second history, no lost guest, no orphan, no stuck job"
            : violations.size() + " violations");
    return lines;
  }

  private String faultsByKind() {
    return java.util.Arrays.stream(FaultKind.values())
        .filter(faults::containsKey)
        .map(kind -> kind.title() + " " + faults.get(kind))
        .collect(Collectors.joining(", "));
  }

  private static String counted(Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .map(count -> "%s: %d".formatted(count.getKey(), count.getValue()))
        .collect(Collectors.joining("; "));
  }

  /** Returns the run's row in the page's table. */
  String row() {
    int died = losses.values().stream().mapToInt(Integer::intValue).sum();
    return String.format(
        Locale.ROOT,
        "| %s | %d | %s | %d | %.1f | %.1f | %d, %d arrived | %d | %s | %d |",
        date,
        plan.seed(),
        plan.lockspace() ? "yes" : "no",
        faultCount(),
        minutes(),
        faultCount() / minutes(),
        moveCount(),
        moves.getOrDefault("moved", 0),
        died,
        longestOutage.replaceAll(",.*", ""),
        violations.size());
  }
}

package dev.drover.bench.result;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The results of one run as Markdown. */
public final class Page {
  private static final List<String> GUESTS = List.of("idle", "busy");
  private static final String SPREAD_HEAD = "rounds | median | quartiles | min to max |\n";

  private final Conditions conditions;
  private final Samples samples;
  private final StringBuilder text = new StringBuilder();

  private Page(Conditions conditions, Samples samples) {
    this.conditions = requireNonNull(conditions, "conditions is null");
    this.samples = requireNonNull(samples, "samples is null");
  }

  /** Returns the section of a run. */
  public static String section(Conditions conditions, Samples samples) {
    return new Page(conditions, samples).section();
  }

  /** Returns a row of the table of all runs for each guest that was measured. */
  public static List<String> historyRows(Conditions conditions, Samples samples) {
    Page page = new Page(conditions, samples);
    return GUESTS.stream().map(page::historyRow).flatMap(Optional::stream).toList();
  }

  private String section() {
    text.append(
        "### QEMU %s, %d KiB%n%nMeasured on %s at commit %s. Temporal server %s, Java %s, %s.%n%n"
            .formatted(
                conditions.qemu(),
                conditions.memoryKib(),
                conditions.date(),
                conditions.commit(),
                conditions.temporal(),
                conditions.java(),
                conditions.machine()));
    text.append("Differences within a round, in milliseconds:\n\n");
    text.append("| guest | compared | target | ").append(SPREAD_HEAD);
    text.append("|---|---|---|---|---|---|---|\n");
    GUESTS.forEach(this::differences);
    text.append("\nEach by itself, in milliseconds:\n\n");
    text.append("| guest | way | what | ")
        .append(SPREAD_HEAD)
        .append("|---|---|---|---|---|---|---|\n");
    GUESTS.forEach(this::absolutes);
    text.append(
        "\nWhere drover's time goes, from the workflow's start to its close, in milliseconds:\n\n");
    text.append(
        "| part | idle: median | quartiles | min to max | busy: median | quartiles | min to max |\n");
    text.append("|---|---|---|---|---|---|---|\n");
    Measure.parts().forEach(this::part);
    text.append("\nStarts and reads, in milliseconds:\n\n| what | ").append(SPREAD_HEAD);
    text.append("|---|---|---|---|---|\n");
    Measure.starts().forEach(this::start);
    return text.toString();
  }

  private void differences(String guest) {
    String target = guest.equals("idle") ? "250" : "";
    difference(guest, "workflow less the floor's total", target, Comparison.WORKFLOW);
    difference(guest, "blackout less the floor's", "5", Comparison.BLACKOUT);
    difference(guest, "`drover migrate` less the floor's total", "", Comparison.COMMAND);
    difference(guest, "blackout without Temporal less the one with it", "", Comparison.AWAY);
  }

  private void difference(String guest, String what, String target, Comparison comparison) {
    comparison
        .of(samples, guest)
        .ifPresent(spread -> row(spread, guest, what, target.isEmpty() ? "" : "at most " + target));
  }

  private void absolutes(String guest) {
    for (Way way : Way.values()) {
      for (Measure measure : Measure.results()) {
        samples
            .spread(guest, way, measure)
            .ifPresent(spread -> row(spread, guest, way.key(), measure.text()));
      }
    }
  }

  private void part(Measure part) {
    List<Optional<Spread>> spreads =
        GUESTS.stream().map(guest -> samples.spread(guest, Way.DROVER, part)).toList();
    if (spreads.stream().noneMatch(Optional::isPresent)) {
      return;
    }
    text.append("| ").append(part.text());
    spreads.forEach(spread -> text.append(" | ").append(spread.map(Spread::cells).orElse(" | | ")));
    text.append(" |\n");
  }

  private void start(Measure measure) {
    samples
        .spread(Samples.STARTS, Way.COMMAND, measure)
        .ifPresent(spread -> row(spread, measure.text()));
  }

  private void row(Spread spread, String... cells) {
    text.append("| ").append(String.join(" | ", cells));
    text.append(" | ").append(spread.count()).append(" | ").append(spread.cells()).append(" |\n");
  }

  private Optional<String> historyRow(String guest) {
    Optional<Spread> workflow = Comparison.WORKFLOW.of(samples, guest);
    Optional<Spread> blackout = Comparison.BLACKOUT.of(samples, guest);
    if (workflow.isEmpty() || blackout.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        "| %s | %s | %s | %s | %d | %s | %s | %s | %s |"
            .formatted(
                conditions.date(),
                conditions.commit(),
                conditions.qemu(),
                guest,
                workflow.get().count(),
                median(samples.spread(guest, Way.FLOOR, Measure.TOTAL)),
                median(workflow),
                median(samples.spread(guest, Way.FLOOR, Measure.BLACKOUT)),
                median(blackout)));
  }

  private static String median(Optional<Spread> spread) {
    return spread.map(one -> String.format(Locale.ROOT, "%.1f", one.median())).orElse("");
  }
}

package dev.drover.worker.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;

/** Writes docs/metrics.md from {@link Meter}, so that the page cannot tell anything else. */
final class MeterTable {
  /** The page, seen from the module in which Maven runs the tests. */
  static final Path PAGE = Path.of("..", "docs", "metrics.md");

  /** Set to {@code true} to write the page instead of comparing it. */
  static final String WRITE_PROPERTY = "drover.writeDocs";

  private static final String HEAD =
      """
      # Metrics

      Each worker answers `GET /metrics` on its `metrics-listen` in Prometheus' text format. What to do with the numbers stands in
      [operations](operations.md#health-and-metrics); rules for alerts are in `deploy/prometheus/drover.rules.yml`, a dashboard in
      `deploy/grafana/dashboards/drover.json`.

      This page is generated: `./mvnw -pl worker -am test -Dtest=MeterTableTest -Dsurefire.failIfNoSpecifiedTests=false -Ddrover.writeDocs=true`.

      ## What is counted when

      - A move is counted when it is decided, once on each of its two hosts, by the worker that decides it; one that is decided in the
        recovery of a new worker is counted there. So the final numbers of a move that begins and ends between two scrapes are in the next one.
      - Counters and histograms begin at 0 with the worker, as Prometheus expects. All their series are there from the start: Prometheus
        sees no increase in a series that begins at 1. What a worker has counted since the last scrape is lost if it ends before the next one;
        the story of every move, with its numbers, is in Temporal's history.
      - A blackout is counted if one worker saw both its ends: not where the source's worker was started again within it, and not for a
        guest that was paused.
      - Bytes are counted as they are seen. What QEMU sends while no worker runs is missing from the counter.
      - A histogram has a gauge of its own with the ending `_max`: the largest value of the last %d minutes.
      - A scrape asks no QEMU. The gauges of a host come from the worker's memory and from QEMUs' own logs, and are there within half a
        second, whatever hangs; `drover_sample_age_seconds` says how old they are.
      - Only a running move has series of its own, with its domain's UUID and name; they end with the first scrape after the move
        ([why](adr/0004-a-domain-has-series-only-while-it-moves.md)). A worker without the role `host` has none of the series of a host.

      """;

  private static final String SDK =
      """
      ## Temporal's SDK

      The SDK's own meters begin with `temporal_`. drover bounds them: thirteen buckets a histogram, and nothing on long polls. Those
      that its alerts and dashboard use:

      | name | what it is |
      |---|---|
      """;

  private static final String REST =
      """

      ## The process

      `process_start_time_seconds` and `process_uptime_seconds` say since when the worker runs.
      """;

  private MeterTable() {}

  static String page() {
    StringBuilder page =
        new StringBuilder(HEAD.formatted(Registry.MAXIMUM.toMinutes()))
            .append("## Names\n\n| name | kind | labels | what it is |\n|---|---|---|---|\n");
    for (Meter meter : Meter.values()) {
      page.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(
                  meter.printed(),
                  Label.word(meter.kind()),
                  meter.labels().stream()
                      .map(label -> "`" + label.key() + "`")
                      .collect(Collectors.joining(", ")),
                  meter.meaning()));
    }
    page.append("\n## Labels\n\n| label | values |\n|---|---|\n");
    for (Label label : Label.values()) {
      page.append("| `%s` | %s |\n".formatted(label.key(), label.meaning()));
    }
    page.append("\n## Buckets\n\n| histogram | upper bounds in seconds | why |\n|---|---|---|\n");
    for (Meter meter : Meter.values()) {
      if (meter.kind() == Kind.HISTOGRAM) {
        page.append(
            "| `%s` | %s | %s |\n"
                .formatted(meter.printed(), bounds(meter.buckets()), meter.buckets().why()));
      }
    }
    page.append("\n").append(SDK);
    for (SdkMeter meter : SdkMeter.values()) {
      page.append("| `%s` | %s |\n".formatted(meter.printed(), meter.meaning()));
    }
    return page.append(REST).toString();
  }

  private static String bounds(Buckets buckets) {
    return buckets.bounds().stream().map(MeterTable::seconds).collect(Collectors.joining(", "));
  }

  private static String seconds(Duration bound) {
    return bound.toMillis() % 1000 == 0
        ? Long.toString(bound.toSeconds())
        : Double.toString(bound.toMillis() / 1000.0);
  }

  static void write() throws IOException {
    Files.writeString(PAGE, page());
  }
}

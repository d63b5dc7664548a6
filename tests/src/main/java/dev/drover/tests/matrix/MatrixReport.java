package dev.drover.tests.matrix;

import static java.util.Objects.requireNonNull;

import dev.drover.tests.harness.DevTemporal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a run of the matrix has shown, as tables in Markdown beside what was expected. */
final class MatrixReport {
  private static final String EXPECTED = "expected";
  private static final String OBSERVED = "observed";

  private final List<Cell> cells;
  private final Map<Cell, Observation> seen = new HashMap<>();

  MatrixReport(List<Cell> cells, List<Observation> seen) {
    this.cells = List.copyOf(cells);
    seen.forEach(one -> this.seen.put(one.cell(), one));
  }

  /** Returns whether every cell was run or skipped, and nothing was wrong. */
  boolean holds() {
    return cells.stream()
        .map(seen::get)
        .allMatch(one -> one != null && (one.holds() || one.skipped() != null));
  }

  /** Returns what was seen: the run, its counts, the tables, and each thing that was wrong. */
  String markdown() {
    return String.join(
        "\n\n",
        "%s, %s.".formatted(LocalDate.now(ZoneOffset.UTC), versions()),
        counts(),
        Tables.of(cells, this::word),
        wrong());
  }

  /** Returns the tables of what the law expects. */
  static String expected(List<Cell> cells) {
    return Tables.of(cells, Tables::expected);
  }

  /** Puts both into their places in a page. */
  void writeTo(Path page) {
    try {
      String text = Files.readString(page);
      text = placed(text, EXPECTED, expected(cells));
      text = placed(text, OBSERVED, markdown());
      Files.writeString(page, text);
    } catch (IOException e) {
      throw new UncheckedIOException("the page " + page + " cannot be written", e);
    }
  }

  /** Returns the page with what stands between {@code <!-- NAME -->} and the end replaced. */
  static String placed(String page, String name, String text) {
    String begin = "<!-- " + name + " -->\n";
    int from = page.indexOf(begin);
    int until = page.indexOf("\n<!-- end -->", Math.max(0, from));
    if (from < 0 || until < 0) {
      throw new AssertionError("the page has no place for what is " + name);
    }
    return page.substring(0, from + begin.length()) + "\n" + text + "\n" + page.substring(until);
  }

  private String word(Cell cell) {
    Observation one = seen.get(cell);
    return one == null ? "not run" : one.word();
  }

  private String counts() {
    List<Observation> all = cells.stream().map(seen::get).filter(Objects::nonNull).toList();
    Map<String, Long> skipped =
        all.stream()
            .map(Observation::skipped)
            .filter(Objects::nonNull)
            .collect(Collectors.groupingBy(why -> why, Collectors.counting()));
    Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    all.stream()
        .map(Observation::outcome)
        .filter(Objects::nonNull)
        .forEach(outcome -> outcomes.merge(outcome, 1L, Long::sum));
    List<String> lines = new ArrayList<>();
    lines.add(
        "%d cells: %d as expected, %d not, %d skipped%s."
            .formatted(
                cells.size(),
                all.stream().filter(Observation::holds).count(),
                all.stream().filter(one -> !one.wrong().isEmpty()).count(),
                skipped.values().stream().mapToLong(Long::longValue).sum(),
                skipped.isEmpty() ? "" : " (" + String.join("; ", skipped.keySet()) + ")"));
    lines.add(
        outcomes.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey().word())
            .collect(Collectors.joining(", ", "", ".")));
    lines.add(
        Stream.of(Violation.values())
            .map(one -> all.stream().mapToLong(it -> it.count(one)).sum() + " " + one.title())
            .collect(Collectors.joining(", ", "", ".")));
    return String.join("\n", lines);
  }

  private String wrong() {
    String lines =
        cells.stream()
            .map(seen::get)
            .filter(one -> one != null && !one.wrong().isEmpty())
            .map(one -> "- " + one.line().replaceAll("\\s+", " "))
            .collect(Collectors.joining("\n"));
    return lines.isEmpty() ? "Nothing was wrong." : "Wrong:\n\n" + lines;
  }

  private static String versions() {
    return "%s, %s, Java %s, Linux %s"
        .formatted(
            firstLine("/usr/bin/qemu-system-x86_64", "--version"),
            DevTemporal.program()
                .map(program -> firstLine(program, "--version"))
                .orElse("embedded Temporal server"),
            System.getProperty("java.version"),
            System.getProperty("os.version"));
  }

  private static String firstLine(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return requireNonNull(said.lines().findFirst().orElse(command[0]));
    } catch (IOException e) {
      return command[0];
    }
  }
}

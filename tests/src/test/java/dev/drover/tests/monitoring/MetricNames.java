package dev.drover.tests.monitoring;

import dev.drover.tests.harness.TestFleet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What docs/metrics.md documents. */
public final class MetricNames {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(drover_\\w+)` \\| (\\w+) \\| ([^|]*) \\|");
  private static final Pattern NAME = Pattern.compile("`((?:drover|temporal|process)_\\w+)`");
  private static final Pattern LABEL = Pattern.compile("`(\\w+)`");
  private static final List<String> HISTOGRAM = List.of("_bucket", "_count", "_sum", "_max");

  private final Set<String> names = new TreeSet<>();
  private final Set<String> histograms = new TreeSet<>();
  private final Map<String, List<String>> labels = new HashMap<>();

  private MetricNames(String page) {
    NAME.matcher(page).results().map(found -> found.group(1)).forEach(names::add);
    // Of the SDK's meters the page only says which are histograms.
    Arrays.stream(page.split("\n"))
        .filter(line -> line.startsWith("| `temporal_") && line.contains("(histogram)"))
        .forEach(
            line -> {
              Matcher name = NAME.matcher(line);
              if (name.find()) {
                histograms.add(name.group(1));
              }
            });
    ROW.matcher(page)
        .results()
        .forEach(
            row -> {
              if (row.group(2).equals("histogram")) {
                histograms.add(row.group(1));
              }
              labels.put(row.group(1), words(row.group(3)));
            });
  }

  private static List<String> words(String text) {
    return LABEL.matcher(text).results().map(found -> found.group(1)).toList();
  }

  /** Reads the page. */
  public static MetricNames documented() {
    try {
      return new MetricNames(Files.readString(TestFleet.repository().resolve("docs/metrics.md")));
    } catch (IOException e) {
      throw new UncheckedIOException("docs/metrics.md cannot be read", e);
    }
  }

  /** Returns drover's own families as a scrape must name them. */
  public Set<String> own() {
    Set<String> own = new TreeSet<>(labels.keySet());
    histograms.stream()
        .filter(name -> name.startsWith("drover_"))
        .forEach(name -> own.add(name + "_max"));
    return own;
  }

  /** Returns whether a name may stand in a query: no histogram may without its ending. */
  boolean isSeries(String name) {
    return (names.contains(name) && !histograms.contains(name))
        || HISTOGRAM.stream()
            .anyMatch(
                ending ->
                    name.endsWith(ending)
                        && histograms.contains(name.substring(0, name.length() - ending.length())));
  }

  /** Returns the labels that a series of drover's own may have. */
  Set<String> labels(String series) {
    Set<String> known = new TreeSet<>(List.of("job", "instance", "le"));
    for (String ending : HISTOGRAM) {
      if (series.endsWith(ending)) {
        known.addAll(
            labels.getOrDefault(series.substring(0, series.length() - ending.length()), List.of()));
      }
    }
    known.addAll(labels.getOrDefault(series, List.of()));
    return known;
  }

  /** Returns every name that an expression asks for. */
  static List<MatchResult> asked(String expression) {
    return Pattern.compile("\\b((?:drover|temporal|process)_\\w+|up)\\b(?:\\{([^}]*)})?")
        .matcher(expression)
        .results()
        .toList();
  }
}

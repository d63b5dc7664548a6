package dev.drover.worker.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A scrape, taken apart.
 *
 * @param types each family's kind by its name
 * @param values each series' value by its name and labels, as they are printed
 */
record Scrape(Map<String, String> types, Map<String, Double> values) {
  private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) (\\S+)$");
  private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z_]+(?:\\{.*})?) (\\S+)$");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"");

  static Scrape of(String text) {
    Map<String, String> types = new LinkedHashMap<>();
    TYPE.matcher(text).results().forEach(found -> types.put(found.group(1), found.group(2)));
    Map<String, Double> values = new LinkedHashMap<>();
    SAMPLE
        .matcher(text)
        .results()
        .forEach(found -> values.put(found.group(1), Double.valueOf(found.group(2))));
    return new Scrape(types, values);
  }

  /** Returns the names of drover's own families. */
  Set<String> own() {
    return types.keySet().stream()
        .filter(name -> name.startsWith("drover_"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Returns the labels that the series of a name carry, a histogram's own left out. */
  Set<String> labels(String name) {
    return values.keySet().stream()
        .filter(series -> series.equals(name) || series.startsWith(name + "{"))
        .flatMap(series -> LABEL.matcher(series).results().map(MatchResult::group))
        .map(label -> label.substring(0, label.length() - 2))
        .filter(label -> !label.equals("le"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Returns the value of a series that must be there. */
  double value(String series) {
    Double value = values.get(series);
    if (value == null) {
      throw new AssertionError("no " + series + " among " + values.keySet());
    }
    return value;
  }
}

package dev.drover.bench.result;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * How values are spread.
 *
 * @param count how many there are, at least one
 */
public record Spread(int count, double min, double lower, double median, double upper, double max) {
  /** Returns the spread of values, of which there is at least one. */
  public static Spread of(Collection<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    if (sorted.isEmpty()) {
      throw new IllegalArgumentException("there are no values");
    }
    return new Spread(
        sorted.size(),
        sorted.get(0),
        quantile(sorted, 0.25),
        quantile(sorted, 0.5),
        quantile(sorted, 0.75),
        sorted.get(sorted.size() - 1));
  }

  /** Between the two nearest values, in proportion. */
  private static double quantile(List<Double> sorted, double part) {
    double place = part * (sorted.size() - 1);
    int below = (int) Math.floor(place);
    int above = (int) Math.ceil(place);
    return sorted.get(below) + (place - below) * (sorted.get(above) - sorted.get(below));
  }

  /** Returns median, quartiles and extremes as cells of a table. */
  public String cells() {
    return String.format(
        Locale.ROOT, "%.1f | %.1f to %.1f | %.1f to %.1f", median, lower, upper, min, max);
  }
}

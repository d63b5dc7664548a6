package dev.drover.bench.result;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * One move, as it stands in the results' file.
 *
 * @param guest {@code idle} or {@code busy}
 * @param round moves of one round are compared with each other
 * @param values milliseconds by the name of what was measured
 */
public record Sample(String guest, Way way, int round, Map<Measure, Double> values) {
  public Sample {
    requireNonNull(guest, "guest is null");
    requireNonNull(way, "way is null");
    values = Map.copyOf(values);
  }
}

package dev.drover.bench.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The samples of a run, and what follows from them. */
public final class Samples {
  /** In the place of a guest, for what is measured without one. */
  public static final String STARTS = "starts";

  private final List<Sample> all;

  public Samples(List<Sample> all) {
    this.all = List.copyOf(all);
  }

  /** Returns the number of the next round of a guest, from 0. */
  public int nextRound(String guest) {
    return all.stream()
            .filter(sample -> sample.guest().equals(guest))
            .mapToInt(Sample::round)
            .max()
            .orElse(-1)
        + 1;
  }

  /** Returns the values of a measure in the order of the rounds. */
  public List<Double> values(String guest, Way way, Measure measure) {
    return List.copyOf(byRound(guest, way, measure).values());
  }

  /** Returns how a measure is spread; empty if it was never measured. */
  public Optional<Spread> spread(String guest, Way way, Measure measure) {
    List<Double> values = values(guest, way, measure);
    return values.isEmpty() ? Optional.empty() : Optional.of(Spread.of(values));
  }

  /**
   * Returns how the difference within a round is spread: one way's measure less another way's.
   * Rounds that lack one of the two do not count.
   */
  public Optional<Spread> difference(
      String guest, Way way, Measure measure, Way lessWay, Measure lessMeasure) {
    Map<Integer, Double> ours = byRound(guest, way, measure);
    Map<Integer, Double> theirs = byRound(guest, lessWay, lessMeasure);
    List<Double> differences = new ArrayList<>();
    ours.forEach(
        (round, value) -> {
          Double other = theirs.get(round);
          if (other != null) {
            differences.add(value - other);
          }
        });
    return differences.isEmpty() ? Optional.empty() : Optional.of(Spread.of(differences));
  }

  private NavigableMap<Integer, Double> byRound(String guest, Way way, Measure measure) {
    NavigableMap<Integer, Double> values = new TreeMap<>();
    for (Sample sample : all) {
      Double value = sample.values().get(measure);
      if (value != null && sample.guest().equals(guest) && sample.way() == way) {
        values.put(sample.round(), value);
      }
    }
    return values;
  }
}

package dev.drover.bench.result;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** What was measured of one move. */
public final class Values {
  private final Map<Measure, Double> millis = new EnumMap<>(Measure.class);

  /** Adds a value. */
  public Values millis(Measure measure, double value) {
    millis.put(measure, value);
    return this;
  }

  /** Adds a value in microseconds. */
  public Values micros(Measure measure, long value) {
    return millis(measure, value / 1e3);
  }

  /** Adds a value in nanoseconds. */
  public Values nanos(Measure measure, long value) {
    return millis(measure, value / 1e6);
  }

  /** Returns all of them. */
  public Map<Measure, Double> all() {
    return Collections.unmodifiableMap(millis);
  }
}

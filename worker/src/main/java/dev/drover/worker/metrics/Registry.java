package dev.drover.worker.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;

/**
 * Makes Micrometer's meters of drover's, each with the labels that {@link Meter} says. A meter that
 * was made once is found without a lock. Thread-safe.
 */
final class Registry {
  /** How long a histogram's own maximum stands: longer than any sensible interval of scrapes. */
  static final Duration MAXIMUM = Duration.ofMinutes(10);

  private final MeterRegistry registry;
  private final Map<List<Object>, Counter> counters = new ConcurrentHashMap<>();
  private final Map<List<Object>, Timer> timers = new ConcurrentHashMap<>();

  Registry(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Returns the counter of these label values; it stands at 0 from now on. */
  Counter counter(Meter meter, String... values) {
    return counters.computeIfAbsent(
        key(meter, values),
        made ->
            Counter.builder(meter.printed())
                .description(meter.meaning())
                .tags(tags(meter, values))
                .register(registry));
  }

  /** Returns the histogram of these label values; it is empty from now on. */
  Timer timer(Meter meter, String... values) {
    return timers.computeIfAbsent(
        key(meter, values),
        made ->
            Timer.builder(meter.printed())
                .description(meter.meaning())
                .tags(tags(meter, values))
                .serviceLevelObjectives(meter.buckets().bounds().toArray(new Duration[0]))
                .distributionStatisticExpiry(MAXIMUM)
                .distributionStatisticBufferLength(5)
                .register(registry));
  }

  /** Makes a gauge that is read at each scrape; NaN means that nothing is known. */
  void gauge(Meter meter, DoubleSupplier value, String... values) {
    Gauge.builder(meter.printed(), value::getAsDouble)
        .description(meter.meaning())
        .tags(tags(meter, values))
        .strongReference(true)
        .register(registry);
  }

  /** Makes a gauge whose labels come and go. */
  MultiGauge rows(Meter meter) {
    return MultiGauge.builder(meter.printed()).description(meter.meaning()).register(registry);
  }

  /** Returns label values as Micrometer's tags. */
  static Tags tags(Meter meter, String... values) {
    if (values.length != meter.labels().size()) {
      throw new IllegalArgumentException(
          meter + " has " + meter.labels().size() + " labels, not " + values.length);
    }
    List<Tag> tags = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      tags.add(Tag.of(meter.labels().get(i).key(), values[i]));
    }
    return Tags.of(tags);
  }

  private static List<Object> key(Meter meter, String... values) {
    List<Object> key = new ArrayList<>(List.of((Object[]) values));
    key.add(meter);
    return key;
  }
}

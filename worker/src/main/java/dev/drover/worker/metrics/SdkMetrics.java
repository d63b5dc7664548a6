package dev.drover.worker.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import java.time.Duration;
import java.util.Arrays;

/** Keeps what Temporal's SDK counts within bounds. */
final class SdkMetrics {
  private static final String PREFIX = "temporal_";

  /**
   * The SDK asks for some sixty buckets a series; these tell a hop (milliseconds), a step (seconds)
   * and a long transfer apart.
   */
  private static final double[] BUCKETS =
      Arrays.stream(
              new long[] {
                5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 60_000, 600_000
              })
          .mapToDouble(millis -> Duration.ofMillis(millis).toNanos())
          .toArray();

  private SdkMetrics() {}

  /** Returns the filters to be put before any of its meters is made. */
  static MeterFilter[] filters() {
    return new MeterFilter[] {
      // A long poll takes a minute where there is nothing to do: its times say nothing.
      MeterFilter.denyNameStartsWith(PREFIX + "long_request"),
      new MeterFilter() {
        @Override
        public DistributionStatisticConfig configure(
            Meter.Id id, DistributionStatisticConfig config) {
          if (!id.getName().startsWith(PREFIX)) {
            return config;
          }
          return DistributionStatisticConfig.builder()
              .percentilesHistogram(false)
              .serviceLevelObjectives(BUCKETS)
              .build()
              .merge(config);
        }
      }
    };
  }
}

package dev.drover.worker.metrics;

import static java.util.Objects.requireNonNull;

import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import com.uber.m3.tally.ScopeCloseException;
import com.uber.m3.util.Duration;
import dev.drover.worker.config.Role;
import dev.drover.worker.config.WorkerConfig;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.Info;
import io.temporal.common.reporter.MicrometerClientStatsReporter;
import java.util.Locale;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The worker's own numbers and those of Temporal's SDK, in Prometheus' format. Made before the host
 * is opened, so that what its recovery does is counted, too. Thread-safe.
 */
public final class WorkerMetrics implements AutoCloseable {
  private final PrometheusMeterRegistry prometheus =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Registry registry = new Registry(prometheus);
  private final WorkerConfig config;
  private final Scope scope;
  private @Nullable HostMetrics host;

  public WorkerMetrics(WorkerConfig config) {
    this.config = requireNonNull(config, "config is null");
    for (var filter : SdkMetrics.filters()) {
      prometheus.config().meterFilter(filter);
    }
    new UptimeMetrics().bindTo(prometheus);
    scope =
        new RootScopeBuilder()
            .reporter(new MicrometerClientStatsReporter(prometheus))
            .reportEvery(Duration.ofSeconds(1));
  }

  /** Returns what the host counts; a worker that is never asked for it speaks of no guests. */
  public synchronized HostMetrics host() {
    HostMetrics present = host;
    if (present == null) {
      present = new HostMetrics(registry, config);
      host = present;
    }
    return present;
  }

  /**
   * Says what runs here.
   *
   * @param version drover's own
   * @param hostId empty without the role host
   * @param temporal whether Temporal answered when it was last asked
   */
  public void describe(String version, String hostId, BooleanSupplier temporal) {
    // Prometheus' own client keeps the ending _info, which Micrometer takes off a gauge.
    Info.builder()
        .name(Meter.WORKER.printed())
        .help(Meter.WORKER.meaning())
        .labelNames(Meter.WORKER.labels().stream().map(Label::key).toArray(String[]::new))
        .register(prometheus.getPrometheusRegistry())
        .setLabelValues(
            version, Runtime.version().toString(), config.name(), hostId, roles(config.roles()));
    registry.gauge(Meter.TEMPORAL, () -> temporal.getAsBoolean() ? 1 : 0);
  }

  private static String roles(Set<Role> roles) {
    return roles.stream()
        .map(role -> role.name().toLowerCase(Locale.ROOT))
        .sorted()
        .collect(Collectors.joining(","));
  }

  /** Returns where Temporal's SDK counts. */
  public Scope scope() {
    return scope;
  }

  /** Looks at the host, for half a second at most, and returns everything as text. */
  public synchronized String scrape() {
    HostMetrics present = host;
    if (present != null) {
      present.refresh();
    }
    return prometheus.scrape();
  }

  @Override
  public synchronized void close() {
    HostMetrics present = host;
    if (present != null) {
      present.close();
    }
    try {
      scope.close();
    } catch (ScopeCloseException e) {
      // The last second of the SDK's numbers is lost, nothing else.
    }
    prometheus.close();
  }
}

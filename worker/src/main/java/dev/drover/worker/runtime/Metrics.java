package dev.drover.worker.runtime;

import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import com.uber.m3.tally.ScopeCloseException;
import com.uber.m3.util.Duration;
import dev.drover.hypervisor.job.JobRecord;
import dev.drover.protocol.DomainState;
import dev.drover.protocol.JobKind;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.message.DomainInfo;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.temporal.common.reporter.MicrometerClientStatsReporter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** The worker's own numbers and those of Temporal's SDK, in Prometheus' format. */
final class Metrics implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Optional<LocalHost> host;
  private final MultiGauge domains;
  private final MultiGauge jobs;
  private final Scope scope;

  /**
   * Makes the meters.
   *
   * @param recoveryMillis how long the recovery at start took
   */
  Metrics(Optional<LocalHost> host, long recoveryMillis) {
    this.host = host;
    // Long polls always take about a minute: 60 buckets a queue that say nothing.
    registry.config().meterFilter(MeterFilter.denyNameStartsWith("temporal_long_request"));
    domains =
        MultiGauge.builder("drover.domains")
            .description("Domains on this host by state")
            .register(registry);
    jobs =
        MultiGauge.builder("drover.jobs")
            .description("Open job records on this host by kind")
            .register(registry);
    Gauge.builder("drover.recovery.seconds", () -> recoveryMillis / 1000.0)
        .description("How long the recovery at start took")
        .strongReference(true)
        .register(registry);
    scope =
        new RootScopeBuilder()
            .reporter(new MicrometerClientStatsReporter(registry))
            .reportEvery(Duration.ofSeconds(1));
  }

  /** Returns where Temporal's SDK counts. */
  Scope scope() {
    return scope;
  }

  /** Looks at the host now and returns everything as text. */
  String scrape() {
    host.ifPresent(
        local -> {
          try {
            List<DomainInfo> found = local.hypervisor().domains();
            count(domains, "state", DomainState.values(), state -> countOf(found, state));
            List<JobRecord> open = local.store().open();
            count(jobs, "kind", JobKind.values(), kind -> openOf(open, kind));
          } catch (DroverException e) {
            // The numbers of a host that cannot be read are missing; /healthz says why.
            domains.register(List.of(), true);
            jobs.register(List.of(), true);
          }
        });
    return registry.scrape();
  }

  private static long countOf(List<DomainInfo> found, DomainState state) {
    return found.stream().filter(domain -> domain.state() == state).count();
  }

  private static long openOf(List<JobRecord> open, JobKind kind) {
    return open.stream().filter(record -> record.kind() == kind).count();
  }

  private static <E extends Enum<E>> void count(
      MultiGauge gauge, String tag, E[] values, ToLongFunction<E> count) {
    Function<E, MultiGauge.Row<?>> row =
        value ->
            MultiGauge.Row.of(
                Tags.of(tag, value.name().toLowerCase(Locale.ROOT)), count.applyAsLong(value));
    gauge.register(Arrays.stream(values).<MultiGauge.Row<?>>map(row).toList(), true);
  }

  @Override
  public void close() {
    try {
      scope.close();
    } catch (ScopeCloseException e) {
      // The last second of the SDK's numbers is lost, nothing else.
    }
    registry.close();
  }
}

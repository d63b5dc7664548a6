package dev.drover.worker.runtime;

import static java.util.Objects.requireNonNull;

import com.google.common.net.HostAndPort;
import dev.drover.protocol.failure.DroverException;
import dev.drover.worker.config.WorkerConfig;
import dev.drover.worker.metrics.WorkerMetrics;
import io.temporal.envconfig.ClientConfigProfile;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A worker from start to end. The host comes first and is recovered before anything is asked of
 * Temporal: its guests cannot wait for a server.
 */
public final class WorkerProcess implements AutoCloseable {
  private final Optional<LocalHost> host;
  private final WorkerMetrics metrics;
  private final TemporalKeeper temporal;
  private final HttpEndpoint http;

  private WorkerProcess(
      Optional<LocalHost> host, WorkerMetrics metrics, TemporalKeeper temporal, HttpEndpoint http) {
    this.host = requireNonNull(host, "host is null");
    this.metrics = requireNonNull(metrics, "metrics is null");
    this.temporal = requireNonNull(temporal, "temporal is null");
    this.http = requireNonNull(http, "http is null");
  }

  /**
   * Starts a worker; it then goes on by itself.
   *
   * @param profile where Temporal is
   * @param version drover's own
   * @param opener opens and recovers the host, given what is to count there; empty for a worker
   *     without the role host. The worker closes what it returns
   * @param ready called once with the address of /metrics, when the worker polls and is announced
   * @throws DroverException if the host cannot be opened, or an address cannot be listened on
   */
  public static WorkerProcess start(
      WorkerConfig config,
      ClientConfigProfile profile,
      String version,
      Function<WorkerMetrics, Optional<LocalHost>> opener,
      Consumer<Ready> ready) {
    WorkerMetrics metrics = new WorkerMetrics(config);
    Optional<LocalHost> host = Optional.empty();
    try {
      long began = System.nanoTime();
      host = opener.apply(metrics);
      Duration recovery = Duration.ofNanos(System.nanoTime() - began);
      host.ifPresent(local -> metrics.host().opened(local.numbers(), recovery));
      return start(config, host, metrics, version, profile, ready);
    } catch (RuntimeException e) {
      host.ifPresent(LocalHost::close);
      metrics.close();
      throw e;
    }
  }

  private static WorkerProcess start(
      WorkerConfig config,
      Optional<LocalHost> host,
      WorkerMetrics metrics,
      String version,
      ClientConfigProfile profile,
      Consumer<Ready> ready) {
    TemporalKeeper temporal =
        new TemporalKeeper(
            () ->
                new TemporalWorker(
                    config, host.map(LocalHost::hypervisor), profile, metrics.scope()),
            host.map(LocalHost::hypervisor));
    metrics.describe(
        version,
        host.map(local -> local.numbers().id()).orElse(""),
        () -> temporal.trouble().isEmpty());
    HttpEndpoint http =
        HttpEndpoint.start(
            config.metricsListen(), metrics::scrape, () -> Health.of(temporal.trouble(), host));
    temporal.start(() -> ready.accept(new Ready(host, http.address())));
    return new WorkerProcess(host, metrics, temporal, http);
  }

  /**
   * What a worker says when it is ready.
   *
   * @param metrics where /metrics and /healthz really are
   */
  public record Ready(Optional<LocalHost> host, HostAndPort metrics) {}

  /** Returns where /metrics and /healthz really are. */
  HostAndPort httpAddress() {
    return http.address();
  }

  /** Stops to poll, closes links and files. Guests and transfers go on. */
  @Override
  public void close() {
    temporal.close();
    http.close();
    host.ifPresent(LocalHost::close);
    metrics.close();
  }
}

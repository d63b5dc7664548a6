package dev.drover.worker.metrics;

import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.job.JobStore;
import dev.drover.hypervisor.migration.MoveObserver;
import dev.drover.hypervisor.qemu.RunningDomains;
import dev.drover.hypervisor.qmp.QmpObserver;
import dev.drover.worker.config.WorkerConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a host with guests counts, handed to its parts when they are made. Thread-safe. */
public final class HostMetrics implements AutoCloseable {
  private final Registry registry;
  private final WorkerConfig config;
  private final MoveMeters moves;
  private final QmpMeters qmp;
  private volatile @Nullable HostGauges gauges;

  HostMetrics(Registry registry, WorkerConfig config) {
    this.registry = requireNonNull(registry, "registry is null");
    this.config = requireNonNull(config, "config is null");
    moves = new MoveMeters(registry);
    qmp = new QmpMeters(registry);
  }

  /** Returns what counts moves. */
  public MoveObserver moves() {
    return moves;
  }

  /** Returns what counts QMP commands. */
  public QmpObserver qmp() {
    return qmp;
  }

  /** Returns a job store whose disk is measured. */
  public JobStore measured(JobStore store) {
    return new MeasuredStore(store, registry);
  }

  /** Counts what the worker found when it started. */
  public void found(RunningDomains.Found found) {
    moves.found(found);
  }

  /**
   * The host is open and recovered: from now on it is looked at by each scrape.
   *
   * @param recovery how long that took
   */
  public void opened(HostSource source, Duration recovery) {
    moves.started();
    gauges = new HostGauges(registry, source, config, recovery);
  }

  void refresh() {
    HostGauges present = gauges;
    if (present != null) {
      present.refresh();
    }
  }

  @Override
  public void close() {
    HostGauges present = gauges;
    if (present != null) {
      present.close();
    }
  }
}

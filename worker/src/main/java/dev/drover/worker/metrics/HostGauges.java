package dev.drover.worker.metrics;

import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.migration.MoveView;
import dev.drover.protocol.DomainState;
import dev.drover.protocol.JobKind;
import dev.drover.protocol.Phase;
import dev.drover.protocol.Side;
import dev.drover.protocol.message.Progress;
import dev.drover.worker.config.WorkerConfig;
import io.micrometer.core.instrument.MultiGauge;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** The gauges of one host, as its {@link HostSampler} last saw it. */
final class HostGauges implements AutoCloseable {
  private final HostSampler sampler;
  private final MultiGauge seconds;
  private final List<Row> rows;

  HostGauges(Registry registry, HostSource source, WorkerConfig config, Duration recovery) {
    requireNonNull(source, "source is null");
    sampler = new HostSampler(() -> HostSample.of(source));
    for (DomainState state : DomainState.values()) {
      gauge(
          registry, Meter.DOMAINS, sample -> sample.domains(Optional.of(state)), Label.word(state));
    }
    gauge(registry, Meter.DOMAINS, sample -> sample.domains(Optional.empty()), "unknown");
    jobs(registry, JobKind.MIGRATION_OUT, EnumSet.range(Phase.BEGIN3, Phase.CONFIRM3));
    jobs(registry, JobKind.MIGRATION_IN, EnumSet.range(Phase.PREPARE, Phase.FINISH3));
    for (HeldReason reason : HeldReason.values()) {
      gauge(registry, Meter.HELD, sample -> sample.held(reason), Label.word(reason));
    }
    for (Side side : Side.values()) {
      gauge(registry, Meter.RUNNING, sample -> sample.running(side).size(), MoveMeters.role(side));
    }
    registry.gauge(Meter.LIMIT, config::maxOutgoing, MoveMeters.role(Side.SOURCE));
    registry.gauge(Meter.LIMIT, config::maxIncoming, MoveMeters.role(Side.DESTINATION));
    gauge(registry, Meter.FOLDER_FREE, HostSample::folderFree);
    gauge(registry, Meter.FOLDER_SIZE, HostSample::folderSize);
    source
        .certificates()
        .forEach((file, end) -> registry.gauge(Meter.CERTIFICATE, () -> secondsUntil(end), file));
    registry.gauge(Meter.SAMPLE_AGE, () -> sampler.age().toMillis() / 1000.0);
    registry.gauge(Meter.RECOVERY, () -> recovery.toMillis() / 1000.0);
    seconds = registry.rows(Meter.RUNNING_SECONDS);
    rows =
        List.of(
            new Row(registry, Meter.RUNNING_MEMORY, Progress::totalBytes),
            new Row(registry, Meter.RUNNING_SENT, Progress::transferredBytes),
            new Row(registry, Meter.RUNNING_REMAINING, Progress::remainingBytes),
            new Row(registry, Meter.RUNNING_RATE, Progress::bytesPerSecond),
            new Row(registry, Meter.RUNNING_DIRTY_RATE, Progress::dirtyBytesPerSecond),
            new Row(registry, Meter.RUNNING_PASSES, Progress::pass));
  }

  private void jobs(Registry registry, JobKind kind, Set<Phase> phases) {
    for (Phase phase : phases) {
      gauge(
          registry,
          Meter.JOBS,
          sample -> sample.jobs(kind, phase),
          Label.word(kind),
          phase.wireName());
    }
  }

  private void gauge(
      Registry registry, Meter meter, ToDoubleFunction<HostSample> value, String... labels) {
    registry.gauge(
        meter,
        () -> sampler.last().map(sample -> value.applyAsDouble(sample)).orElse(Double.NaN),
        labels);
  }

  private static double secondsUntil(Instant end) {
    return Duration.between(Instant.now(), end).toMillis() / 1000.0;
  }

  /** Looks at the host, within a short time. One scrape at a time. */
  void refresh() {
    sampler.refresh();
    sampler.last().ifPresent(this::show);
  }

  private void show(HostSample sample) {
    List<MultiGauge.Row<?>> ages = new ArrayList<>();
    long now = System.currentTimeMillis();
    for (Side side : Side.values()) {
      for (MoveView move : sample.running(side)) {
        ages.add(
            MultiGauge.Row.of(
                Registry.tags(
                    Meter.RUNNING_SECONDS,
                    MoveMeters.role(side),
                    move.record().domain(),
                    move.record().name()),
                Math.max(0, now - move.record().startedAtEpochMillis()) / 1000.0));
      }
    }
    seconds.register(ages, true);
    List<MoveView> sending =
        sample.running(Side.SOURCE).stream()
            .filter(move -> move.progress().totalBytes() > 0)
            .toList();
    rows.forEach(row -> row.show(sending));
  }

  @Override
  public void close() {
    sampler.close();
  }

  /** A number of each guest that is being sent; its series end with the first scrape after that. */
  private static final class Row {
    private final Meter meter;
    private final ToDoubleFunction<Progress> value;
    private final MultiGauge gauge;

    Row(Registry registry, Meter meter, ToDoubleFunction<Progress> value) {
      this.meter = meter;
      this.value = value;
      gauge = registry.rows(meter);
    }

    void show(List<MoveView> sending) {
      List<MultiGauge.Row<?>> shown = new ArrayList<>();
      for (MoveView move : sending) {
        shown.add(
            MultiGauge.Row.of(
                Registry.tags(meter, move.record().domain(), move.record().name()),
                value.applyAsDouble(move.progress())));
      }
      gauge.register(shown, true);
    }
  }
}

package dev.drover.worker.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.hypervisor.HostSnapshot;
import dev.drover.hypervisor.job.ClosedJob;
import dev.drover.hypervisor.job.JobStore;
import dev.drover.hypervisor.migration.MoveEnd;
import dev.drover.hypervisor.migration.RecoveryAction;
import dev.drover.hypervisor.qemu.RunningDomains;
import dev.drover.protocol.Phase;
import dev.drover.protocol.Side;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.switchover.SourceWord;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WorkerMetricsTest {
  private static final String MOVING = "{domain=\"" + FakeNumbers.DOMAIN + "\",name=\"pacer\"}";

  private final WorkerMetrics metrics = new WorkerMetrics(FakeNumbers.config("host,coordinator"));

  @AfterEach
  void close() {
    metrics.close();
  }

  private void open(Supplier<HostSnapshot> snapshot) {
    metrics.host().opened(FakeNumbers.source(snapshot), Duration.ofMillis(1500));
  }

  private Scrape scrape() {
    return Scrape.of(metrics.scrape());
  }

  @Test
  void everyCounterAndHistogramStandsAtZeroBeforeAnythingHappens() {
    open(FakeNumbers::snapshot);
    metrics.host().measured(new NoStore());
    Scrape scrape = scrape();

    for (Meter meter : Meter.values()) {
      if (meter.kind() != Kind.GAUGE) {
        String counted =
            meter.kind() == Kind.HISTOGRAM ? meter.printed() + "_count" : meter.printed();
        assertThat(scrape.values().keySet())
            .as("series of " + counted)
            .anyMatch(series -> series.matches(counted + "(\\{.*})?"));
        scrape
            .values()
            .forEach(
                (series, value) -> {
                  if (series.matches(counted + "(\\{.*})?")) {
                    assertThat(value).as(series).isZero();
                  }
                });
      }
    }
    assertThat(
            scrape.value(
                "drover_moves_total{code=\"QEMU_ERROR\",outcome=\"failed\",role=\"outgoing\"}"))
        .isZero();
  }

  @Test
  void aMovesEndIsInEverySeriesThatItConcernsAndItsWorstBlackoutStays() {
    open(FakeNumbers::snapshot);
    metrics.host().moves().ended(new MoveEnd(Side.SOURCE, MoveEnd.Outcome.COMMITTED, null, 700));
    metrics.host().moves().blackout(Side.DESTINATION, 12_345);
    metrics.host().moves().blackout(Side.DESTINATION, 1_000);
    metrics.host().moves().sent(5_000_000_000L);
    Scrape scrape = scrape();

    assertThat(
            scrape.value(
                "drover_moves_total{code=\"none\",outcome=\"committed\",role=\"outgoing\"}"))
        .isEqualTo(1);
    assertThat(
            scrape.value(
                "drover_move_seconds_bucket{outcome=\"committed\",role=\"outgoing\",le=\"0.5\"}"))
        .isZero();
    assertThat(
            scrape.value(
                "drover_move_seconds_bucket{outcome=\"committed\",role=\"outgoing\",le=\"1.0\"}"))
        .isEqualTo(1);
    assertThat(scrape.value("drover_blackout_seconds_count{runs_on=\"destination\"}")).isEqualTo(2);
    assertThat(scrape.value("drover_blackout_seconds_max{runs_on=\"destination\"}"))
        .isEqualTo(0.012345);
    assertThat(scrape.value("drover_move_sent_bytes_total")).isEqualTo(5e9);
  }

  @Test
  void aDomainHasSeriesOnlyWhileItMoves() {
    AtomicReference<HostSnapshot> host =
        new AtomicReference<>(
            FakeNumbers.snapshot(FakeNumbers.outgoing(SourceWord.PERFORM, Phase.PERFORM3)));
    open(host::get);
    Scrape moving = scrape();
    host.set(FakeNumbers.snapshot(FakeNumbers.outgoing(SourceWord.ENDED, Phase.CONFIRM3)));
    Scrape moved = scrape();

    assertThat(moving.value("drover_running_move_remaining_bytes" + MOVING)).isEqualTo(40);
    assertThat(moving.value("drover_running_moves{role=\"outgoing\"}")).isEqualTo(1);
    assertThat(moving.value("drover_held_domains{reason=\"outcome_unknown\"}")).isZero();
    assertThat(moved.values().keySet()).noneMatch(series -> series.contains(FakeNumbers.DOMAIN));
    assertThat(moved.value("drover_running_moves{role=\"outgoing\"}")).isZero();
    assertThat(moved.value("drover_jobs{kind=\"migration_out\",phase=\"confirm3\"}")).isEqualTo(1);
  }

  @Test
  void aSourceThatWaitsForTheDestinationsAnswerHoldsItsDomain() {
    open(
        () ->
            FakeNumbers.snapshot(FakeNumbers.outgoing(SourceWord.PERMITTED, Phase.PERFORM3_DONE)));
    Scrape scrape = scrape();

    assertThat(scrape.value("drover_held_domains{reason=\"outcome_unknown\"}")).isEqualTo(1);
    assertThat(scrape.value("drover_held_domains{reason=\"record_unreadable\"}")).isEqualTo(2);
    assertThat(scrape.value("drover_held_domains{reason=\"qemu_unknown\"}")).isEqualTo(1);
    assertThat(scrape.value("drover_domains{state=\"running\"}")).isEqualTo(3);
  }

  @Test
  void aScrapeGoesOutInTimeWhateverHangs() {
    CountDownLatch hangs = new CountDownLatch(1);
    AtomicBoolean stuck = new AtomicBoolean();
    open(
        () -> {
          if (stuck.get()) {
            await(hangs);
          }
          return FakeNumbers.snapshot();
        });
    assertThat(scrape().value("drover_domains{state=\"running\"}")).isEqualTo(3);
    stuck.set(true);

    long began = System.nanoTime();
    Scrape late = scrape();
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    hangs.countDown();

    assertThat(took).isBetween(Duration.ofMillis(400), Duration.ofSeconds(5));
    assertThat(late.value("drover_domains{state=\"running\"}")).isEqualTo(3);
    assertThat(late.value("drover_sample_age_seconds")).isGreaterThanOrEqualTo(0.4);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void whatIsDoneInRecoveryIsToldFromWhatIsDoneLater() {
    metrics.host().found(new RunningDomains.Found(3, 1, 0));
    metrics.host().moves().recovered(RecoveryAction.GUEST_RESUMED);
    open(FakeNumbers::snapshot);
    metrics.host().moves().recovered(RecoveryAction.GUEST_RESUMED);
    metrics.host().moves().recovered(RecoveryAction.GUEST_RESUMED);
    Scrape scrape = scrape();

    assertThat(actions(scrape, "qemu_found", "start")).isEqualTo(3);
    assertThat(actions(scrape, "qemu_lost", "start")).isEqualTo(1);
    assertThat(actions(scrape, "guest_resumed", "start")).isEqualTo(1);
    assertThat(actions(scrape, "guest_resumed", "life")).isEqualTo(2);
    assertThat(scrape.value("drover_recovery_seconds")).isEqualTo(1.5);
  }

  private static double actions(Scrape scrape, String action, String when) {
    return scrape.value(
        "drover_recovery_actions_total{action=\"" + action + "\",when=\"" + when + "\"}");
  }

  @Test
  void aDiskThatFailsIsCountedAndItsErrorGoesOn() {
    JobStore store = metrics.host().measured(new NoStore());
    store.write(FakeNumbers.outgoing(SourceWord.PERFORM, Phase.PERFORM3).record());
    assertThatThrownBy(
            () ->
                store.close(
                    new ClosedJob("id", Side.SOURCE, "", "", "committed", null, null, null, 0)))
        .isInstanceOf(DroverException.class);
    Scrape scrape = scrape();

    assertThat(scrape.value("drover_record_write_seconds_count{operation=\"write\"}")).isEqualTo(1);
    assertThat(scrape.value("drover_record_write_seconds_count{operation=\"close\"}")).isZero();
    assertThat(scrape.value("drover_record_write_errors_total{operation=\"close\"}")).isEqualTo(1);
  }

  @Test
  void aQmpCommandIsCountedByWhatItIsFor() {
    metrics.host().qmp().answered("migrate-continue", 3_000_000, null);
    metrics.host().qmp().answered("x-debug-everything", 1_000, null);
    metrics.host().qmp().misunderstood("query-status");
    Scrape scrape = scrape();

    assertThat(scrape.value("drover_qmp_command_seconds_sum{command=\"transfer\"}"))
        .isEqualTo(0.003);
    assertThat(scrape.value("drover_qmp_command_seconds_count{command=\"other\"}")).isEqualTo(1);
    assertThat(scrape.value("drover_qmp_errors_total{command=\"query\",error=\"malformed\"}"))
        .isEqualTo(1);
  }

  @Test
  void aWorkerWithoutGuestsSpeaksOfNone() {
    metrics.describe("0.1.0", "", () -> false);

    assertThat(scrape().own())
        .containsExactlyInAnyOrder("drover_worker_info", "drover_temporal_connected");
  }

  @Test
  void aFailureKeepsItsCode() {
    open(FakeNumbers::snapshot);
    metrics
        .host()
        .moves()
        .ended(
            new MoveEnd(Side.DESTINATION, MoveEnd.Outcome.FAILED, FailureCode.STORAGE_FAILED, 10));

    assertThat(
            scrape()
                .value(
                    "drover_moves_total{code=\"STORAGE_FAILED\",outcome=\"failed\",role=\"incoming\"}"))
        .isEqualTo(1);
  }
}

package dev.drover.hypervisor.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.hypervisor.job.ForgettingDisk.PowerLoss;
import dev.drover.hypervisor.job.ForgettingDisk.Unforced;
import dev.drover.protocol.Side;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PowerLossTest {
  private static final Path JOBS = Path.of("/state/jobs");
  private static final Path CLOSED = Path.of("/state/closed");
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

  /** The states that one record runs through; closed is the last one. */
  private static final List<String> LIFE =
      List.of("absent", "perform", "armed", "permitted", "ended", "closed");

  @ParameterizedTest
  @CsvSource({
    "NOTHING, false", "NOTHING, true", "EVERYTHING, false", "EVERYTHING, true",
    "FIRST_HALF, false", "FIRST_HALF, true", "SECOND_HALF, false", "SECOND_HALF, true"
  })
  void aPowerLossAtAnyMomentLeavesTheLastStateOrTheOneOnItsWay(Unforced bytes, boolean names) {
    atEveryMoment(
        (disk, reached) -> {
          ForgettingDisk rebooted = disk.afterPowerLoss(bytes, names);
          String found = state(rebooted);
          assertThat(LIFE.indexOf(found))
              .as("%s was found", found)
              .isBetween(reached.size() - 1, reached.size());
        });
  }

  @Test
  void whatASuccessorReadsAfterAKillIsStillThereAfterAPowerLoss() {
    atEveryMoment(
        (disk, reached) -> {
          disk.restorePower();
          String read = state(disk);
          assertThat(state(disk.afterPowerLoss(Unforced.NOTHING, false))).isEqualTo(read);
        });
  }

  private static void atEveryMoment(BiConsumer<ForgettingDisk, List<String>> check) {
    boolean died = true;
    for (int moment = 0; died; moment++) {
      ForgettingDisk disk = new ForgettingDisk();
      List<String> reached = new ArrayList<>(List.of("absent"));
      disk.failPowerAfter(moment);
      try {
        live(disk, reached::add);
        died = false;
        assertThat(moment).isGreaterThan(20);
      } catch (PowerLoss expected) {
        died = true;
      }
      try {
        check.accept(disk, reached);
      } catch (AssertionError e) {
        throw new AssertionError("dead after operation " + moment + ", reached " + reached, e);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Unforced.class)
  void aWriteThatReportedFailureDoesNotEndangerTheStateBeforeIt(Unforced bytes) {
    ForgettingDisk disk = new ForgettingDisk();
    FileJobStore store = open(disk);
    store.create(Records.withWord("perform"));
    store.write(Records.withWord("armed"));
    disk.failForces(1);
    assertThatThrownBy(() -> store.write(Records.withWord("permitted")))
        .isInstanceOfSatisfying(
            DroverException.class,
            failure -> assertThat(failure.code()).isEqualTo(FailureCode.STORAGE_FAILED))
        .hasMessageContaining("web")
        .hasMessageContaining("Input/output error");
    assertThat(store.open()).containsExactly(Records.withWord("armed"));

    disk.failPowerAfter(1);
    assertThatThrownBy(() -> store.write(Records.withWord("failed"))).isInstanceOf(PowerLoss.class);

    assertThat(state(disk.afterPowerLoss(bytes, false))).isIn("armed", "failed");
  }

  @Test
  void aFullDiskStopsNoWordOfAnOpenRecord() {
    ForgettingDisk disk = new ForgettingDisk();
    FileJobStore store = open(disk);
    store.create(Records.withWord("perform"));
    disk.fill();

    store.write(Records.record(Records.MIGRATION, "armed", 300_000));
    store.write(Records.withWord("permitted"));

    assertThat(state(disk.afterPowerLoss(Unforced.NOTHING, false))).isEqualTo("permitted");
  }

  @Test
  void aFullDiskRefusesANewRecordAndKeepsNothingOfIt() {
    ForgettingDisk disk = new ForgettingDisk();
    FileJobStore store = open(disk);
    disk.fill();

    assertThatThrownBy(() -> store.create(Records.withWord("perform")))
        .hasMessageContaining("No space left on device");

    assertThat(store.open()).isEmpty();
    assertThat(disk.list(JOBS)).isEmpty();
  }

  private static void live(ForgettingDisk disk, Consumer<String> reached) {
    FileJobStore store = open(disk);
    store.create(Records.withWord("perform"));
    reached.accept("perform");
    store.write(Records.withWord("armed"));
    reached.accept("armed");
    FileJobStore restarted = open(disk);
    restarted.write(Records.withWord("permitted"));
    reached.accept("permitted");
    restarted.write(Records.withWord("ended"));
    reached.accept("ended");
    restarted.close(Records.closed(Records.MIGRATION, 0));
    reached.accept("closed");
  }

  private static String state(ForgettingDisk disk) {
    FileJobStore store = open(disk);
    assertThat(store.unreadable()).isEmpty();
    if (store.closed(Records.MIGRATION, Side.SOURCE).isPresent()) {
      assertThat(store.open()).isEmpty();
      return "closed";
    }
    return store.open().stream().map(JobRecord::word).findFirst().orElse("absent");
  }

  private static FileJobStore open(ForgettingDisk disk) {
    return FileJobStore.open(disk, JOBS, CLOSED, CLOCK);
  }
}

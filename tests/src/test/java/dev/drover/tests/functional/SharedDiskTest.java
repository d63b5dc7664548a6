package dev.drover.tests.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.MigrationOptions;
import dev.drover.tests.guest.Crossing;
import dev.drover.tests.guest.GuestDisk;
import dev.drover.tests.guest.LiveGuest;
import dev.drover.tests.guest.Ticks;
import dev.drover.tests.harness.Deadline;
import dev.drover.tests.harness.FleetClient;
import dev.drover.tests.harness.ManagedProcess;
import dev.drover.tests.harness.TwoHosts;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A disk on shared storage, which QEMU's image lock lets one guest have. */
@Tag("qemu")
@Timeout(60)
class SharedDiskTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** The source's QEMU has let go of the disk then, and the destination's has not taken it. */
  private static final String BETWEEN = "write-destination-starting";

  private static TwoHosts hosts;

  private GuestDisk disk;
  private LiveGuest guest;

  @BeforeAll
  static void startFleet() {
    hosts = TwoHosts.start();
  }

  @AfterAll
  static void endFleet() {
    hosts.close();
  }

  @BeforeEach
  void bootGuest() {
    disk = GuestDisk.create(hosts.fleet().root().resolve("disk.qcow2"), 16);
    guest = LiveGuest.boot(hosts, "owner", 4, disk);
  }

  @AfterEach
  void endGuest() {
    guest.close();
  }

  @Test
  void theLockOfADiskGoesOverWithTheGuest() {
    assertThat(disk.isLocked()).isTrue();
    hosts.gates().shut(BETWEEN);
    WorkflowStub migration = start();
    hosts.gates().awaitWaiting(BETWEEN, PATIENCE);
    assertThat(disk.isLocked()).isFalse();

    hosts.gates().open(BETWEEN);

    FleetClient.await(migration);
    guest.awaitTicks(hosts.beta(), 0);
    assertThat(disk.isLocked()).isTrue();
    Crossing crossing = guest.crossing(hosts.alpha(), hosts.beta(), 0, 0);
    assertThat(crossing.missed()).as("%s", crossing).isZero();
    guest.awaitNothingBut(hosts.beta());
    guest.remove(hosts.beta());
    assertThat(disk.isLocked()).isFalse();
  }

  @Test
  void aDestinationThatCannotHaveTheDiskGivesTheGuestBack() {
    hosts.gates().shut(BETWEEN);
    WorkflowStub migration = start();
    hosts.gates().awaitWaiting(BETWEEN, PATIENCE);
    try (ManagedProcess thief =
        ManagedProcess.start(
            "qemu-io",
            hosts.fleet().root(),
            Map.of(),
            List.of("qemu-io", "-f", "qcow2", disk.file().toString()))) {
      Deadline.await(PATIENCE, "somebody else has the disk", disk::isLocked, Boolean::booleanValue);
      hosts.gates().open(BETWEEN);
      hosts.alpha().worker().awaitLine("CONT failed", PATIENCE);
      assertThat(hosts.fleet().cli("show", guest.name()).orFail().output())
          .anySatisfy(
              line ->
                  assertThat(line).contains("stuck", "cont fails", "Failed to get \"write\" lock"));
      assertThat(thief.isAlive()).isTrue();
    }
    assertThatThrownBy(() -> FleetClient.await(migration))
        .isInstanceOfSatisfying(
            DroverException.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(FailureCode.MIGRATION_FAILED);
              assertThat(failure).hasMessageContaining("Failed to get \"write\" lock");
            });
    guest.awaitRunsOn(hosts.alpha());
    assertThat(disk.isLocked()).isTrue();
    assertThat(hosts.alpha().worker().output())
        .filteredOn(line -> line.contains("CONT failed"))
        .hasSize(1);
    assertThat(Ticks.breaks(guest.log(hosts.alpha()).ticks())).isEmpty();
    assertThat(guest.ticks(hosts.beta())).isZero();
    guest.awaitNothingBut(hosts.alpha());
    guest.remove(hosts.alpha());
  }

  private WorkflowStub start() {
    return hosts
        .client()
        .start(guest.uuid(), hosts.alpha(), hosts.beta(), MigrationOptions.DEFAULTS);
  }
}

package dev.drover.tests.functional;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.protocol.message.MigrationOptions;
import dev.drover.protocol.message.MigrationResult;
import dev.drover.tests.guest.Crossing;
import dev.drover.tests.guest.LiveGuest;
import dev.drover.tests.guest.Ticks;
import dev.drover.tests.harness.FleetClient;
import dev.drover.tests.harness.TwoHosts;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A workflow that somebody has terminated leaves nothing stuck, wherever its move stood. */
@Tag("qemu")
@Timeout(90)
class TerminatedTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** The guest's full memory then takes a few seconds. */
  private static final MigrationOptions SLOW = new MigrationOptions(8 << 20, 0);

  private static TwoHosts hosts;

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
    guest = LiveGuest.boot(hosts, "forsaken", 0);
  }

  @AfterEach
  void endGuest() {
    guest.close();
  }

  @Test
  void betweenPrepareAndPerformTheNextMoveSettlesTheOneBefore() {
    String gate = "write-destination-undecided";
    hosts.gates().shut(gate);
    WorkflowStub migration = start(MigrationOptions.DEFAULTS);
    hosts.gates().awaitWaiting(gate, PATIENCE);
    terminate(migration);
    hosts.gates().open(gate);
    guest.awaitRunsOn(hosts.alpha());

    MigrationResult result = FleetClient.await(start(MigrationOptions.DEFAULTS));

    assertThat(result.host()).isEqualTo(hosts.beta().id());
    hasArrived();
  }

  @Test
  void inTheTransferTheGuestArrives() {
    guest.fillMemory(hosts.alpha());
    WorkflowStub migration = start(SLOW);
    hosts.client().awaitTransfer(guest.uuid());

    terminate(migration);

    hasArrived();
  }

  @Test
  void afterTheSwitchoverBothRecordsAreClosed() {
    String gate = "write-destination-committed";
    hosts.gates().shut(gate);
    WorkflowStub migration = start(MigrationOptions.DEFAULTS);
    hosts.gates().awaitWaiting(gate, PATIENCE);

    terminate(migration);
    hosts.gates().open(gate);

    hasArrived();
  }

  private WorkflowStub start(MigrationOptions options) {
    return hosts.client().start(guest.uuid(), hosts.alpha(), hosts.beta(), options);
  }

  private static void terminate(WorkflowStub migration) {
    migration.terminate("a person thought that it was stuck");
  }

  /** One copy of the guest goes on by one tick after the other, and nothing else remains. */
  private void hasArrived() {
    guest.awaitTicks(hosts.beta(), 0);
    Crossing crossing = guest.crossing(hosts.alpha(), hosts.beta(), 0, 0);
    assertThat(crossing.missed()).as("%s", crossing).isZero();
    assertThat(Ticks.breaks(guest.log(hosts.beta()).ticks())).isEmpty();
    guest.awaitNothingBut(hosts.beta());
    guest.remove(hosts.beta());
  }
}

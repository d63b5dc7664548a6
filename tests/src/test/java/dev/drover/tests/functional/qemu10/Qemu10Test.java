package dev.drover.tests.functional.qemu10;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.HostInfo;
import dev.drover.protocol.message.MigrationOptions;
import dev.drover.protocol.message.MigrationResult;
import dev.drover.protocol.message.Statistics;
import dev.drover.tests.guest.Crossing;
import dev.drover.tests.guest.LiveGuest;
import dev.drover.tests.guest.PacerDomain;
import dev.drover.tests.guest.PacerLog.Tick;
import dev.drover.tests.guest.Ticks;
import dev.drover.tests.harness.DroverHost;
import dev.drover.tests.harness.FleetClient;
import dev.drover.tests.harness.TestFleet;
import dev.drover.workflows.FleetWorkflow;
import dev.drover.workflows.WorkflowIds;
import io.temporal.client.WorkflowStub;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

@Tag("qemu")
@Timeout(60)
@EnabledIfSystemProperty(
    named = Qemu10Test.PROGRAM,
    matches = ".+",
    disabledReason = "no QEMU 10 here: './dev test' fetches it where it can")
class Qemu10Test {
  /** System property: the program of QEMU 10; empty or not set where there is none. */
  static final String PROGRAM = "drover.qemu10";

  /** Far below what the guest dirties: such a transfer never ends by itself. */
  private static final MigrationOptions SLOW = new MigrationOptions(2 << 20, 0);

  /** 31 MiB a second. */
  private static final int BUSY = 16;

  private static TestFleet fleet;
  private static FleetClient client;
  private static DroverHost alpha;
  private static DroverHost beta;

  @BeforeAll
  static void startFleet() {
    fleet = TestFleet.start();
    client = FleetClient.of(fleet);
    String program = requireNonNull(System.getProperty(PROGRAM), PROGRAM);
    alpha = fleet.host("alpha", "--qemu", program);
    beta = fleet.host("beta", "--qemu", program);
    assertThat(qemuOf(alpha)).startsWith("10.");
    assertThat(qemuOf(beta)).startsWith("10.");
  }

  @AfterAll
  static void endFleet() {
    client.close();
    fleet.close();
  }

  @Test
  void aGuestOfExactlyOneGibibyteMovesThereAndBack() {
    try (LiveGuest guest = boot("commuter", PacerDomain.WHOLE_GIB, alpha, beta)) {
      guest.fillMemory(alpha);

      moves(guest, alpha, beta);
      moves(guest, beta, alpha);

      isWholeOn(alpha, guest);
    }
  }

  @Test
  void aGuestOfExactlyOneGibibyteMovesWhileItRewritesItsMemory() {
    try (LiveGuest guest = boot("writer", PacerDomain.WHOLE_GIB, alpha, beta)) {
      guest.fillMemory(alpha);
      guest.reader(alpha).load(BUSY);

      Statistics statistics = moves(guest, alpha, beta);

      assertThat(statistics.passes()).as("passes over what it rewrote").isGreaterThan(1);
      isWholeOn(beta, guest);
    }
  }

  @Test
  void anAbortInTheTransferLeavesTheGuestAtItsSource() {
    try (LiveGuest guest = boot("hesitant", PacerDomain.WHOLE_GIB, alpha, beta)) {
      guest.fillMemory(alpha);
      guest.reader(alpha).load(BUSY);
      WorkflowStub migration = client.start(guest.uuid(), alpha, beta, SLOW);
      client.awaitTransfer(guest.uuid());

      client.abort(guest.uuid());

      assertThatThrownBy(() -> FleetClient.await(migration))
          .isInstanceOfSatisfying(
              DroverException.class,
              failure -> assertThat(failure.code()).isEqualTo(FailureCode.OPERATION_ABORTED));
      guest.awaitRunsOn(alpha);
      assertThat(guest.ticks(beta)).isZero();
      assertThat(Ticks.breaks(guest.log(alpha).ticks())).isEmpty();
      isWholeOn(alpha, guest);
    }
  }

  @Test
  void aGuestMovesUpFromTheInstalledQemu() {
    DroverHost installed = fleet.host("installed");
    assertThat(qemuOf(installed)).isNotEqualTo(qemuOf(beta));
    try (LiveGuest guest = boot("climber", PacerDomain.ONE_GIB, installed, beta)) {
      guest.fillMemory(installed);
      guest.reader(installed).load(BUSY);

      moves(guest, installed, beta);

      isWholeOn(beta, guest);
    }
  }

  private static LiveGuest boot(String name, long memoryKib, DroverHost from, DroverHost to) {
    return LiveGuest.boot(fleet, client, name, 0, memoryKib, from, to);
  }

  /** Moves the guest, whose ticks go on by one on the way and after it. */
  private static Statistics moves(LiveGuest guest, DroverHost from, DroverHost to) {
    int had = guest.ticks(to);
    MigrationResult result = guest.move(from, to, MigrationOptions.DEFAULTS);

    assertThat(result.host()).isEqualTo(to.id());
    guest.awaitTicks(to, had);
    Crossing crossing = guest.crossing(from, to, 0, had);
    assertThat(crossing.missed()).as("%s", crossing).isZero();
    List<Tick> here = guest.log(to).ticks();
    assertThat(Ticks.breaks(here.subList(had, here.size()))).isEmpty();
    return requireNonNull(result.statistics());
  }

  /** The guest finds every page as it wrote it, and is all that there is; then it ends. */
  private static void isWholeOn(DroverHost host, LiveGuest guest) {
    guest.sweepMemory(host);
    assertThat(guest.log(host).complaints()).isEmpty();
    guest.awaitNothingBut(host);
    guest.remove(host);
  }

  /** Returns the version with which a host has announced itself. */
  private static String qemuOf(DroverHost host) {
    return client
        .temporal()
        .newWorkflowStub(FleetWorkflow.class, WorkflowIds.FLEET)
        .hosts()
        .stream()
        .filter(one -> one.id().equals(host.id()))
        .map(HostInfo::qemuVersion)
        .findFirst()
        .orElseThrow();
  }
}

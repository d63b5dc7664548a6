package dev.drover.tests.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.protocol.Step;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.MigrationOptions;
import dev.drover.tests.guest.Crossing;
import dev.drover.tests.guest.LiveGuest;
import dev.drover.tests.guest.Ticks;
import dev.drover.tests.harness.FleetClient;
import dev.drover.tests.harness.ManagedProcess;
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

@Tag("qemu")
@Timeout(60)
class AbortTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Far below what the guest dirties: such a transfer never ends by itself. */
  private static final MigrationOptions SLOW = new MigrationOptions(2 << 20, 0);

  private static final int PAGES_PER_TICK = 8;

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
    guest = LiveGuest.boot(hosts, "hesitant", PAGES_PER_TICK);
  }

  @AfterEach
  void endGuest() {
    guest.close();
  }

  @Test
  void anAbortInBeginLeavesTheGuestWhereItIs() {
    abortAt("create-source-perform", Step.BEGIN);
  }

  @Test
  void anAbortInPrepareLeavesTheGuestWhereItIs() {
    abortAt("create-destination-undecided", Step.PREPARE);
  }

  @Test
  void anAbortInPerformLeavesTheGuestWhereItIs() {
    WorkflowStub migration = hosts.client().start(guest.uuid(), hosts.alpha(), hosts.beta(), SLOW);
    hosts.client().awaitTransfer(guest.uuid());

    hosts.client().abort(guest.uuid());

    staysOnTheSource(migration);
  }

  @Test
  void aWatchingCommandEndsWithItsOwnStatusAfterAnAbort() {
    try (ManagedProcess watching =
        hosts.fleet().startCli("migrate", guest.name(), "--to", "beta", "--bandwidth", "2M")) {
      hosts.client().awaitTransfer(guest.uuid());

      hosts.fleet().cli("abort", guest.name()).orFail();

      assertThat(watching.awaitExit(PATIENCE))
          .as("%s", watching.output())
          .isEqualTo(FailureCode.OPERATION_ABORTED.exitCode());
      assertThat(watching.output())
          .anyMatch(line -> line.contains("aborted by"))
          .last()
          .asString()
          .contains(FailureCode.OPERATION_ABORTED.advice());
    }
    nothingWentOver();
  }

  @Test
  void anAbortAfterTheSourceHasGivenItsWordIsRefusedAndTheGuestArrives() {
    String gate = "write-destination-starting";
    hosts.gates().shut(gate);
    WorkflowStub migration =
        hosts.client().start(guest.uuid(), hosts.alpha(), hosts.beta(), MigrationOptions.DEFAULTS);
    hosts.gates().awaitWaiting(gate, PATIENCE);

    assertRefused(FailureCode.POINT_OF_NO_RETURN);

    hosts.gates().open(gate);
    assertThat(FleetClient.await(migration).host()).isEqualTo(hosts.beta().id());
    guest.awaitTicks(hosts.beta(), 0);
    Crossing crossing = guest.crossing(hosts.alpha(), hosts.beta(), 0, 0);
    assertThat(crossing.missed()).as("%s", crossing).isZero();
    assertRefused(FailureCode.NOT_MIGRATING);
    guest.awaitNothingBut(hosts.beta());
    guest.remove(hosts.beta());
  }

  private void abortAt(String gate, Step step) {
    hosts.gates().shut(gate);
    WorkflowStub migration =
        hosts.client().start(guest.uuid(), hosts.alpha(), hosts.beta(), MigrationOptions.DEFAULTS);
    hosts.gates().awaitWaiting(gate, PATIENCE);
    assertThat(hosts.client().job(guest.uuid()).step()).isEqualTo(step);

    hosts.client().abort(guest.uuid());
    hosts.gates().open(gate);

    staysOnTheSource(migration);
  }

  private void staysOnTheSource(WorkflowStub migration) {
    assertThatThrownBy(() -> FleetClient.await(migration))
        .isInstanceOfSatisfying(
            DroverException.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(FailureCode.OPERATION_ABORTED);
              assertThat(failure).hasMessageContaining("aborted by test");
            });
    nothingWentOver();
  }

  private void nothingWentOver() {
    guest.awaitRunsOn(hosts.alpha());
    assertThat(Ticks.breaks(guest.log(hosts.alpha()).ticks())).isEmpty();
    assertThat(guest.ticks(hosts.beta())).isZero();
    guest.awaitNothingBut(hosts.alpha());
    guest.remove(hosts.alpha());
  }

  private void assertRefused(FailureCode code) {
    assertThatThrownBy(() -> hosts.client().abort(guest.uuid()))
        .isInstanceOfSatisfying(
            DroverException.class, failure -> assertThat(failure.code()).isEqualTo(code));
  }
}

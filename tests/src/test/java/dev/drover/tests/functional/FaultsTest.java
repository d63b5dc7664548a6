package dev.drover.tests.functional;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.protocol.message.MigrationOptions;
import dev.drover.tests.fault.Faults;
import dev.drover.tests.fault.Frozen;
import dev.drover.tests.guest.LiveGuest;
import dev.drover.tests.guest.PacerLog.Tick;
import dev.drover.tests.harness.Deadline;
import dev.drover.tests.harness.TwoHosts;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** The tests' own faults: a fault that does nothing would make every test of faults green. */
@Tag("qemu")
@Timeout(90)
class FaultsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration SILENT = Duration.ofMillis(200);

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
  void bootGuest(TestInfo test) {
    guest = LiveGuest.boot(hosts, test.getDisplayName().replace("()", ""), 0);
  }

  @AfterEach
  void endGuest() {
    guest.close();
  }

  @Test
  void aFrozenQemuSaysNothingUntilItThaws() {
    try (Frozen frozen = Faults.freezeQemu(hosts.alpha(), guest.uuid())) {
      Deadline.await(
          PATIENCE,
          "a guest that ticks every 2 ms is silent, and " + frozen + " still there",
          this::silence,
          silence -> silence.compareTo(SILENT) > 0);
    }
    guest.awaitRunsOn(hosts.alpha());
    guest.remove(hosts.alpha());
  }

  @Test
  void aKilledQemuIsGoneAndItsDomainShutOff() {
    assertThat(Faults.killQemu(hosts.alpha(), guest.uuid())).isTrue();

    assertThat(hosts.alpha().qemus()).isEmpty();
    assertThat(Faults.killQemu(hosts.alpha(), guest.uuid())).isFalse();
    assertThat(Faults.killQemu(hosts.beta(), guest.uuid())).isFalse();
    guest.remove(hosts.alpha());
  }

  @Test
  void nothingIsLeftOfADomainThatIsUndefinedAfterItsQemuWasKilled() {
    Faults.killQemu(hosts.alpha(), guest.uuid());

    hosts.client().run("Undefine", hosts.alpha(), guest.uuid());

    assertThat(hosts.fleet().leftovers()).isEmpty();
  }

  /**
   * The destination cannot tell a rebooted host's log from a missing one; a source that still sends
   * keeps its guest.
   */
  @Test
  void aHostThatReceivesAGuestAndRebootsGivesItUp() {
    guest.fillMemory(hosts.alpha());
    WorkflowStub migration =
        hosts
            .client()
            .start(guest.uuid(), hosts.alpha(), hosts.beta(), new MigrationOptions(4 << 20, 0));
    hosts.client().awaitTransfer(guest.uuid());

    Faults.reboot(hosts.beta());
    assertThat(hosts.beta().qemus()).isEmpty();
    hosts.startWorker(hosts.beta());

    Deadline.await(
        PATIENCE,
        "the workflow ends",
        () -> describe(migration),
        status -> !status.equals("WORKFLOW_EXECUTION_STATUS_RUNNING"));
    guest.awaitRunsOn(hosts.alpha());
    guest.awaitNothingBut(hosts.alpha());
    guest.remove(hosts.alpha());
  }

  @Test
  void aRebootedHostHasNoGuestsRunning() {
    Faults.reboot(hosts.alpha());

    assertThat(hosts.alpha().qemus()).isEmpty();
    hosts.startWorker(hosts.alpha());
    int had = guest.ticks(hosts.alpha());
    hosts.client().run("Start", hosts.alpha(), guest.uuid());
    guest.awaitTicks(hosts.alpha(), had);
    guest.remove(hosts.alpha());
  }

  private Duration silence() {
    Tick last = requireNonNull(guest.log(hosts.alpha()).last(), "it has never ticked");
    return Duration.ofNanos(System.nanoTime() - last.nanos());
  }

  private static String describe(WorkflowStub migration) {
    return migration.describe().getStatus().name();
  }
}

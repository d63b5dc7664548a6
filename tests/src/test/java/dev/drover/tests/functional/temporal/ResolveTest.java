package dev.drover.tests.functional.temporal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.MigrationJob;
import dev.drover.protocol.message.MigrationOptions;
import dev.drover.protocol.message.UnknownOutcome;
import dev.drover.tests.fault.Faults;
import dev.drover.tests.fault.Frozen;
import dev.drover.tests.guest.Crossing;
import dev.drover.tests.guest.LiveGuest;
import dev.drover.tests.harness.CliResult;
import dev.drover.tests.harness.Deadline;
import dev.drover.tests.harness.DevTemporal;
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
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A host that dies in the handover: nobody decides by waiting, and a person may. On a real server,
 * which notices that nobody takes up a transfer whose worker has died; the embedded one waits.
 */
@Tag("qemu")
@Tag("temporal")
@Timeout(120)
@EnabledIfSystemProperty(
    named = DevTemporal.PROGRAM,
    matches = ".+",
    disabledReason = "no 'temporal' here: ./dev temporal install")
class ResolveTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** A host's worker that is gone is given 14 seconds before it counts as silent. */
  private static final Duration UNKNOWN = Duration.ofSeconds(60);

  private static final String ARMED = "write-source-armed";
  private static final String PERMITTED = "write-source-permitted";
  private static final String STARTING = "write-destination-starting";

  private static TwoHosts hosts;

  private LiveGuest guest;

  @BeforeAll
  static void startFleet() {
    hosts = TwoHosts.start(DevTemporal::start);
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

  private WorkflowStub start() {
    return hosts
        .client()
        .start(guest.uuid(), hosts.alpha(), hosts.beta(), MigrationOptions.DEFAULTS);
  }

  private CliResult drover(String... arguments) {
    return hosts.fleet().cli(arguments);
  }

  /**
   * The destination's QEMU has loaded the guest, its worker never heard COMMIT, and the source is
   * gone with its word at {@code armed}.
   */
  private WorkflowStub sourceDiesBeforeCommitIsHeard() {
    hosts.gates().shut(ARMED);
    WorkflowStub migration = start();
    hosts.gates().awaitWaiting(ARMED, PATIENCE);
    hosts.gates().shut(PERMITTED);
    try (Frozen deaf = Faults.freezeWorker(hosts.beta())) {
      requireNonNull(deaf, "not frozen");
      hosts.gates().open(ARMED);
      hosts.gates().awaitWaiting(PERMITTED, PATIENCE);
      Faults.killWorker(hosts.alpha());
      Faults.killQemu(hosts.alpha(), guest.uuid());
      Faults.killWorker(hosts.beta());
    }
    hosts.gates().open(PERMITTED);
    hosts.startWorker(hosts.beta());
    return migration;
  }

  /** The source has permitted, and the destination's worker is gone before it wrote a word. */
  private WorkflowStub destinationDiesAfterCommit() {
    hosts.gates().shut(STARTING);
    WorkflowStub migration = start();
    hosts.gates().awaitWaiting(STARTING, PATIENCE);
    Faults.killWorker(hosts.beta());
    hosts.gates().open(STARTING);
    return migration;
  }

  private UnknownOutcome awaitUnknown() {
    return requireNonNull(
        Deadline.await(
                UNKNOWN,
                "the workflow says that nobody can say where the guest is",
                () -> hosts.client().job(guest.uuid()),
                job -> job.unknown() != null)
            .unknown());
  }

  private static void failsWith(WorkflowStub migration, FailureCode code) {
    assertThatThrownBy(() -> FleetClient.await(migration))
        .isInstanceOfSatisfying(
            DroverException.class, failure -> assertThat(failure.code()).isEqualTo(code));
  }

  @Test
  void aGuestOfADeadSourceMayBeBootedAfresh() {
    WorkflowStub migration = sourceDiesBeforeCommitIsHeard();
    awaitUnknown();

    drover("resolve", guest.name(), "--source-dead", "--reason", "it burnt", "--yes").orFail();

    failsWith(migration, FailureCode.GUEST_LOST);
    assertThat(guest.ticks(hosts.beta())).isZero();
    hosts.client().run("Start", hosts.beta(), guest.uuid());
    guest.awaitTicks(hosts.beta(), 0);
    assertThat(guest.log(hosts.beta()).ticks().get(0).number()).as("booted").isLessThan(100);
    hosts.startWorker(hosts.alpha());
    guest.awaitNothingBut(hosts.beta());
    guest.remove(hosts.beta());
  }

  @Test
  void aHostThatComesBackDecidesWithoutAPerson() {
    WorkflowStub migration = destinationDiesAfterCommit();
    awaitUnknown();

    long started = System.nanoTime();
    hosts.startWorker(hosts.beta());
    long back = System.nanoTime();
    Deadline.await(
        PATIENCE, "the guest ticks", () -> guest.ticks(hosts.beta()), count -> count > 0);
    long millis = (System.nanoTime() - back) / 1_000_000;

    System.out.printf(
        "host back after the outcome was unknown: the guest runs %d ms after its worker was ready,"
            + " %d ms after the worker's process was started%n",
        millis, (System.nanoTime() - started) / 1_000_000);
    assertThat(millis).isLessThan(5000);
    assertThat(FleetClient.await(migration).host()).isEqualTo(hosts.beta().id());
    MigrationJob job = hosts.client().job(guest.uuid());
    assertThat(job.unknown()).isNull();
    Crossing crossing = guest.crossing(hosts.alpha(), hosts.beta(), 0, 0);
    assertThat(crossing.missed()).as("%s", crossing).isZero();
    guest.awaitNothingBut(hosts.beta());
    guest.remove(hosts.beta());
  }
}

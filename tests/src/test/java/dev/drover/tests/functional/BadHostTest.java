package dev.drover.tests.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.MigrationOptions;
import dev.drover.tests.guest.LiveGuest;
import dev.drover.tests.guest.Ticks;
import dev.drover.tests.harness.CliResult;
import dev.drover.tests.harness.DroverHost;
import dev.drover.tests.harness.FleetClient;
import dev.drover.tests.harness.TwoHosts;
import io.temporal.client.WorkflowStub;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Moves that cannot be made: the guest runs on where it is, and nothing is left behind anywhere.
 */
@Tag("qemu")
@Timeout(90)
class BadHostTest {
  /** Said within this, in milliseconds, whoever is asked and does not answer. */
  private static final long SAID_WITHIN = 20_000;

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
    guest = LiveGuest.boot(hosts, "faithful", 4);
  }

  @AfterEach
  void endGuest() {
    guest.close();
  }

  @Test
  void theHostWhereTheDomainIsIsNoDestination() {
    says(move("alpha"), FailureCode.SAME_HOST, "Domain faithful is on host alpha already.");

    staysOnAlpha();
  }

  @Test
  void aDomainThatDoesNotRunIsNotMoved() {
    hosts.client().run("Destroy", hosts.alpha(), guest.uuid());

    says(move("beta"), FailureCode.DOMAIN_NOT_RUNNING, "faithful");

    hosts.client().run("Start", hosts.alpha(), guest.uuid());
    guest.awaitRunsOn(hosts.alpha());
    guest.remove(hosts.alpha());
  }

  @Test
  void aSecondMigrationIsToldWhoHoldsTheDomainAndSinceWhen() {
    WorkflowStub first =
        hosts
            .client()
            .start(guest.uuid(), hosts.alpha(), hosts.beta(), new MigrationOptions(1 << 20, 0));
    hosts.client().awaitTransfer(guest.uuid());

    CliResult second = move("beta");

    says(second, FailureCode.DOMAIN_BUSY, first.getExecution().getRunId());
    assertThat(second.errorText())
        .containsPattern("held by the job Migrate, run .*, requested by test, since 20\\d\\d-");
    hosts.client().abort(guest.uuid());
    assertThatThrownBy(() -> FleetClient.await(first)).isInstanceOf(DroverException.class);
    staysOnAlpha();
  }

  @Test
  void aDestinationWithoutQemuTakesNoGuest() {
    DroverHost bare = hosts.fleet().host("bare", "--qemu", "/nonexistent/qemu");

    says(move("bare"), FailureCode.QEMU_MISSING, "There is no QEMU at /nonexistent/qemu");

    staysOnAlpha();
    bare.close();
  }

  @Test
  void aDestinationOfAnotherFleetsAuthorityTakesNoGuest() {
    DroverHost foreign = hosts.fleet().newForeignHost("foreign").startWorker();

    says(move("foreign"), FailureCode.CERTIFICATE_REJECTED, "is not trusted");

    staysOnAlpha();
    foreign.close();
  }

  @Test
  void aDestinationWhoseWorkerIsGoneIsSaidAndTheSourceIsLeftClean() {
    hosts.beta().worker().kill();
    CliResult refused = move("beta");
    says(refused, FailureCode.WORKER_UNREACHABLE, "Host beta does not answer");
    assertThat(refused.millis()).isLessThan(SAID_WITHIN);

    // A client that does not ask first finds it out as soon.
    long begin = System.nanoTime();
    assertThatThrownBy(() -> guest.move(hosts.alpha(), hosts.beta(), MigrationOptions.DEFAULTS))
        .isInstanceOfSatisfying(
            DroverException.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(FailureCode.WORKER_UNREACHABLE);
              assertThat(failure).hasMessageContaining("beta");
            });
    assertThat((System.nanoTime() - begin) / 1_000_000).isLessThan(SAID_WITHIN);

    staysOnAlpha();
    hosts.startWorker(hosts.beta());
  }

  private CliResult move(String to) {
    return hosts.fleet().cli("migrate", guest.name(), "--to", to);
  }

  private void staysOnAlpha() {
    guest.awaitRunsOn(hosts.alpha());
    assertThat(Ticks.breaks(guest.log(hosts.alpha()).ticks())).isEmpty();
    assertThat(guest.ticks(hosts.beta())).isZero();
    guest.awaitNothingBut(hosts.alpha());
    guest.remove(hosts.alpha());
  }

  private static void says(CliResult result, FailureCode code, String sentence) {
    Said.failure(result, code, sentence);
  }
}

package dev.drover.tests.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.protocol.DomainState;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.Debt;
import dev.drover.protocol.message.DomainInfo;
import dev.drover.protocol.message.JobInfo;
import dev.drover.protocol.message.MigrationOptions;
import dev.drover.tests.fault.Faults;
import dev.drover.tests.guest.LiveGuest;
import dev.drover.tests.guest.Ticks;
import dev.drover.tests.harness.Deadline;
import dev.drover.tests.harness.FleetClient;
import dev.drover.tests.harness.TwoHosts;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a move owes a host that is gone, until that host is back. */
@Tag("qemu")
@Timeout(120)
class DebtTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Far below what the guest dirties: such a transfer never ends by itself. */
  private static final MigrationOptions SLOW = new MigrationOptions(2 << 20, 0);

  private static final int PAGES_PER_TICK = 8;

  private TwoHosts hosts;
  private LiveGuest guest;

  @BeforeEach
  void startFleet() {
    hosts = TwoHosts.start();
    guest = LiveGuest.boot(hosts, "creditor", PAGES_PER_TICK);
  }

  @AfterEach
  void endFleet() {
    guest.close();
    hosts.close();
  }

  @Test
  void aDestinationThatIsGoneHoldsUpNeitherTheGuestNorTheJobAndIsSettledWhenItIsBack() {
    WorkflowStub migration = hosts.client().start(guest.uuid(), hosts.alpha(), hosts.beta(), SLOW);
    hosts.client().awaitTransfer(guest.uuid());
    Faults.killWorker(hosts.beta());
    long asked = System.nanoTime();
    hosts.client().abort(guest.uuid());
    Deadline.await(PATIENCE, "the source is free", this::onAlpha, DebtTest::isFree);
    long free = millisSince(asked);
    assertThatThrownBy(() -> FleetClient.await(migration))
        .isInstanceOfSatisfying(
            DroverException.class,
            e -> assertThat(e.code()).isEqualTo(FailureCode.OPERATION_ABORTED));
    System.out.printf(
        "abort while the destination is gone: source free after %d ms, job ended after %d ms%n",
        free, millisSince(asked));
    assertThat(free).as("ms until the source was free").isLessThanOrEqualTo(2000);
    assertThat(millisSince(asked)).as("ms until the job ended").isLessThan(25_000);

    assertThat(hosts.client().debt(migration))
        .get()
        .satisfies(
            debt -> {
              assertThat(debt.host()).isEqualTo(hosts.beta().id());
              assertThat(debt.call()).isEqualTo("finish (cancelled) on host beta");
            });
    assertThat(hosts.fleet().cli("show", guest.name()).output())
        .anyMatch(line -> line.startsWith("owed    finish (cancelled) on host beta, since "));
    assertThat(hosts.fleet().cli("sweep").exit()).isEqualTo(FailureCode.LEFTOVERS.exitCode());
    guest.awaitRunsOn(hosts.alpha());
    assertThat(Ticks.breaks(guest.log(hosts.alpha()).ticks())).isEmpty();

    hosts.startWorker(hosts.beta());

    Deadline.await(
        PATIENCE,
        "nothing is owed any more",
        () -> hosts.client().debt(migration),
        Optional<Debt>::isEmpty);
    guest.awaitNothingBut(hosts.alpha());
    assertThat(hosts.fleet().cli("sweep").orFail().output())
        .containsExactly("Nothing is left over on 2 hosts.");
    guest.remove(hosts.alpha());
  }

  private Optional<DomainInfo> onAlpha() {
    return hosts.client().domain(hosts.alpha(), guest.uuid());
  }

  /** The guest runs, and its host will not send it any more. */
  private static boolean isFree(Optional<DomainInfo> domain) {
    JobInfo job = domain.map(DomainInfo::job).orElse(null);
    return domain.filter(info -> info.state() == DomainState.RUNNING).isPresent()
        && (job == null || job.word().equals("failed"));
  }

  private static long millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000_000;
  }
}

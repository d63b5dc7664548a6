package dev.drover.tests.functional;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.protocol.message.MigrationJob;
import dev.drover.protocol.message.MigrationOptions;
import dev.drover.protocol.message.MigrationResult;
import dev.drover.protocol.message.Progress;
import dev.drover.tests.guest.Crossing;
import dev.drover.tests.guest.LiveGuest;
import dev.drover.tests.guest.Ticks;
import dev.drover.tests.harness.Deadline;
import dev.drover.tests.harness.FleetClient;
import dev.drover.tests.harness.Order;
import dev.drover.tests.harness.TwoHosts;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("qemu")
@Timeout(90)
class KillTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * The guest's full memory, 32 MiB, then takes about sixteen seconds: longer than a worker, or
   * two, need to start on a busy machine.
   */
  private static final MigrationOptions SLOW = new MigrationOptions(2 << 20, 0);

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
    guest = LiveGuest.boot(hosts, "survivor", 0);
    guest.fillMemory(hosts.alpha());
  }

  @AfterEach
  void endGuest() {
    guest.close();
  }

  @Test
  void aTransferGoesOnWithoutItsWorkerAndIsNotSentAgain() {
    WorkflowStub migration = start();
    Progress before = progress();
    hosts.alpha().worker().kill();
    long killed = System.nanoTime();
    hosts.startWorker(hosts.alpha());
    long ready = System.nanoTime();

    Progress after =
        requireNonNull(
            Deadline.await(
                    PATIENCE,
                    "the new worker tells of the transfer",
                    () -> hosts.client().job(guest.uuid()),
                    job -> job.ended() || hasSaidMore(job.progress(), before))
                .progress(),
            "the transfer ended before the worker was back: it was too short");

    System.out.printf(
        "worker killed with -9: ready again after %d ms, control back %d ms later; %d bytes were"
            + " sent before, %d after%n",
        (ready - killed) / 1_000_000,
        (System.nanoTime() - ready) / 1_000_000,
        before.transferredBytes(),
        after.transferredBytes());
    assertThat(after.transferredBytes()).isGreaterThan(before.transferredBytes());
    assertThat(after.elapsedMillis()).isGreaterThan(before.elapsedMillis());
    arrives(migration);
  }

  @Test
  void aTransferGoesOnWhileTheDestinationsWorkerIsAway() {
    WorkflowStub migration = start();
    hosts.beta().worker().kill();
    hosts.startWorker(hosts.beta());

    arrives(migration);
  }

  @Test
  void aMigrationGoesOnWhenEveryWorkerWasStoppedAndStartedAgain() {
    WorkflowStub migration = start();
    hosts.alpha().worker().terminate();
    hosts.beta().worker().terminate();
    guest.awaitRunsOn(hosts.alpha());
    hosts.startWorker(hosts.alpha());
    hosts.startWorker(hosts.beta());

    arrives(migration);
  }

  @Test
  void aGuestWhoseDestinationDiesBetweenStartingAndContRunsAsSoonAsItsWorkerIsBack() {
    hosts.gates().order("after-write-destination-starting", Order.HALT);
    WorkflowStub migration =
        hosts.client().start(guest.uuid(), hosts.alpha(), hosts.beta(), MigrationOptions.DEFAULTS);
    Deadline.await(
        PATIENCE,
        "the worker has ended when starting was on its disk",
        () -> hosts.beta().worker().isAlive(),
        alive -> !alive);
    assertThat(guest.ticks(hosts.beta())).as("nobody has said cont").isZero();

    long started = System.nanoTime();
    hosts.startWorker(hosts.beta());
    long ready = System.nanoTime();
    guest.awaitTicks(hosts.beta(), 0);
    long ran = guest.log(hosts.beta()).ticks().get(0).nanos();

    System.out.printf(
        "destination's worker killed between starting and cont: the guest runs %d ms after the"
            + " worker was started again, which was ready after %d ms%n",
        (ran - started) / 1_000_000, (ready - started) / 1_000_000);
    arrives(migration);
  }

  /** A worker that has just found the transfer says nothing of it at first. */
  private static boolean hasSaidMore(@Nullable Progress now, Progress before) {
    return now != null && now.transferredBytes() > 0 && !now.equals(before);
  }

  private WorkflowStub start() {
    WorkflowStub migration = hosts.client().start(guest.uuid(), hosts.alpha(), hosts.beta(), SLOW);
    hosts.client().awaitTransfer(guest.uuid());
    return migration;
  }

  private Progress progress() {
    MigrationJob job = hosts.client().job(guest.uuid());
    return requireNonNull(job.progress(), "no progress");
  }

  /** One copy of the guest goes on by one tick after the other, from alpha to beta. */
  private void arrives(WorkflowStub migration) {
    MigrationResult result = FleetClient.await(migration);
    assertThat(result.host()).isEqualTo(hosts.beta().id());
    guest.awaitTicks(hosts.beta(), 0);
    Crossing crossing = guest.crossing(hosts.alpha(), hosts.beta(), 0, 0);
    assertThat(crossing.missed()).as("%s", crossing).isZero();
    assertThat(Ticks.breaks(guest.log(hosts.alpha()).ticks())).isEmpty();
    assertThat(Ticks.breaks(guest.log(hosts.beta()).ticks())).isEmpty();
    guest.awaitNothingBut(hosts.beta());
    guest.remove(hosts.beta());
  }
}

package dev.drover.starter.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drover.protocol.DomainState;
import dev.drover.protocol.StateReason;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.MigrationRequest;
import dev.drover.starter.CliRun;
import dev.drover.starter.fleet.FakeFleet;
import dev.drover.starter.fleet.Fleet.Holder;
import org.junit.jupiter.api.Test;

final class MigrateCommandTest {
  private final FakeFleet fleet = FakeFleet.withPacerOnAlpha();

  @Test
  void findsTheSourceByItselfAndEndsWithOneLine() {
    fleet.succeed(FakeFleet.BETA);
    CliRun run = run("migrate", "pacer", "--to", "beta");

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .isEqualTo("pacer runs on beta: total 3.21 s, blackout 14.2 ms, 512.1 MiB sent\n");
    assertThat(run.err()).contains("moving pacer from host alpha to host beta");
    MigrationRequest request = fleet.migrations.get(0);
    assertThat(request.source()).isEqualTo(FakeFleet.ALPHA);
    assertThat(request.destination()).isEqualTo(FakeFleet.BETA);
    assertThat(request.requestedBy()).isEqualTo("root@desk");
    assertThat(fleet.closed).isTrue();
  }

  @Test
  void programsGetOneDocumentAndNothingElse() throws Exception {
    fleet.succeed(FakeFleet.BETA);
    CliRun run = run("migrate", "pacer", "--to", "beta", "--output", "json");

    JsonNode result = new ObjectMapper().readTree(run.out());
    assertThat(result.path("host").asText()).isEqualTo(FakeFleet.BETA);
    assertThat(result.at("/statistics/blackoutMicros").asLong()).isEqualTo(14200);
    assertThat(run.err()).isEmpty();
  }

  @Test
  void aMigrationThatIsNotWaitedForSaysItsIdAndHowToFollowIt() {
    CliRun run = run("migrate", "pacer", "--to", "beta", "--no-wait");

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .isEqualTo("migrate of pacer has begun, run run-1; follow it with: drover watch pacer\n");
    assertThat(fleet.migrations).hasSize(1);
  }

  @Test
  void optionsAreTakenWithTheirUnits() {
    fleet.succeed(FakeFleet.BETA);
    run("migrate", "pacer", "--to", "beta", "--bandwidth", "100M", "--max-downtime", "50");

    MigrationRequest request = fleet.migrations.get(0);
    assertThat(request.optionsOrDefaults().maxBandwidth()).isEqualTo(100L << 20);
    assertThat(request.optionsOrDefaults().maxDowntimeMillis()).isEqualTo(50);
  }

  @Test
  void badOptionsAreRefusedBeforeAnythingHappens() {
    assertThat(run("migrate", "pacer", "--to", "beta", "--bandwidth", "fast").err())
        .contains("drover: --bandwidth: 'fast' is no amount of bytes")
        .contains("Try 'drover migrate --help'");
    CliRun run = run("migrate", "pacer", "--to", "beta", "--max-downtime", "-1");
    assertThat(run.status()).isEqualTo(2);
    assertThat(fleet.migrations).isEmpty();
  }

  @Test
  void theSameHostIsRefused() {
    CliRun run = run("migrate", "pacer", "--to", "alpha");

    assertThat(run.status()).isEqualTo(FailureCode.SAME_HOST.exitCode());
    assertThat(run.err()).startsWith("drover: Domain pacer is on host alpha already.\n  Choose");
  }

  @Test
  void aDomainOnTheMoveIsSaidToBeHeldByWhomAndSinceWhen() {
    fleet.holder = new Holder("Migrate", "run-1", 1_700_000_000_000L, null);
    fleet.job = FakeFleet.transfer(null);
    CliRun run = run("migrate", "pacer", "--to", "beta");

    assertThat(run.status()).isEqualTo(FailureCode.DOMAIN_BUSY.exitCode());
    assertThat(run.err())
        .contains("held by the job Migrate, run run-1, requested by root@desk, since 2023-11-1");
    assertThat(fleet.migrations).isEmpty();
  }

  @Test
  void aDomainOnTwoHostsIsAnError() {
    fleet.addDomain(FakeFleet.BETA, DomainState.RUNNING, StateReason.MIGRATED);

    assertThat(run("migrate", "pacer", "--to", "beta").status())
        .isEqualTo(FailureCode.DOMAIN_ON_TWO_HOSTS.exitCode());
  }

  @Test
  void aSilentHostIsMentionedButStopsNothing() {
    fleet.addHost("dddddddd-0000-4000-8000-000000000004", "gamma");
    fleet.silence("dddddddd-0000-4000-8000-000000000004");
    fleet.succeed(FakeFleet.BETA);
    CliRun run = run("migrate", "pacer", "--to", "beta");

    assertThat(run.status()).isZero();
    assertThat(run.err()).contains("host gamma does not answer");
  }

  @Test
  void aSilentDestinationIsRefusedBeforeAnythingIsStarted() {
    fleet.silence(FakeFleet.BETA);
    CliRun run = run("migrate", "pacer", "--to", "beta");

    assertThat(run.status()).isEqualTo(FailureCode.WORKER_UNREACHABLE.exitCode());
    assertThat(run.err())
        .startsWith("drover: Host beta does not answer: nobody took the question.");
    assertThat(fleet.migrations).isEmpty();
  }

  @Test
  void aFailedMigrationEndsWithItsOwnSentenceAndExitStatus() {
    fleet.result.completeExceptionally(
        new DroverException(FailureCode.MIGRATION_FAILED, "Domain pacer: QEMU said no."));
    CliRun run = run("migrate", "pacer", "--to", "beta");

    assertThat(run.status()).isEqualTo(FailureCode.MIGRATION_FAILED.exitCode());
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("drover: Domain pacer: QEMU said no.\n  The guest still runs");
  }

  @Test
  void watchTellsTheLastResult() {
    fleet.job = FakeFleet.transfer(null);
    fleet.succeed(FakeFleet.BETA);

    assertThat(run("watch", "pacer").out()).startsWith("pacer runs on beta: ");
    assertThat(run("watch", FakeFleet.PACER).out()).startsWith("pacer runs on beta: ");
  }

  @Test
  void watchSaysWhenThereIsNoMigration() {
    assertThat(run("watch", "pacer").status()).isEqualTo(FailureCode.NOT_MIGRATING.exitCode());
  }

  @Test
  void abortAsksInTheNameOfTheRequester() {
    CliRun run = run("abort", "pacer");

    assertThat(run.out()).contains("the guest stays on its source");
    assertThat(fleet.aborts).containsExactly(FakeFleet.PACER + " by root@desk");
  }

  private CliRun run(String... arguments) {
    return CliRun.of(() -> fleet, arguments);
  }
}

package dev.drover.starter.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.Debt;
import dev.drover.protocol.message.SweepFinding;
import dev.drover.protocol.message.SweepFinding.Kind;
import dev.drover.protocol.message.SweepFinding.Verdict;
import dev.drover.protocol.message.SweepRequest;
import dev.drover.starter.CliRun;
import dev.drover.starter.fleet.FakeFleet;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SweepCommandTest {
  private static final SweepFinding SAFE =
      new SweepFinding(Kind.FOLDER, FakeFleet.PACER, "folder /x", Verdict.SAFE, "its QEMU is dead");
  private static final SweepFinding LEFT =
      new SweepFinding(Kind.PROCESS, FakeFleet.PACER, "QEMU process 7", Verdict.LEFT, "it runs");

  private final FakeFleet fleet = FakeFleet.withPacerOnAlpha();

  @Test
  void aCleanFleetIsToldAsOne() {
    CliRun run = run("sweep");

    assertThat(run.out()).isEqualTo("Nothing is left over on 2 hosts.\n");
    assertThat(run.status()).isZero();
    assertThat(fleet.sweeps).as("looking removes nothing").isEmpty();
  }

  @Test
  void whatIsLeftOverHasAnExitStatusOfItsOwn() {
    fleet.leftovers.put(FakeFleet.ALPHA, List.of(SAFE, LEFT));

    CliRun run = run("sweep");

    assertThat(run.out())
        .contains("alpha  folder   safe to remove  folder /x")
        .contains("alpha  process  left            QEMU process 7  it runs");
    assertThat(run.err()).contains("2 things are left over");
    assertThat(run.status()).isEqualTo(FailureCode.LEFTOVERS.exitCode());
    assertThat(fleet.sweeps).isEmpty();
  }

  @Test
  void whatWasRemovedIsToldAndIsNoFailure() {
    fleet.leftovers.put(FakeFleet.ALPHA, List.of(SAFE));

    CliRun run = run("sweep", "--fix", "--host", "alpha");

    assertThat(run.out()).contains("removed", "folder /x");
    assertThat(run.status()).isZero();
    assertThat(fleet.sweeps).extracting(SweepRequest::host).containsExactly(FakeFleet.ALPHA);
  }

  @Test
  void whatCouldNotBeRemovedIsAFailure() {
    fleet.leftovers.put(FakeFleet.BETA, List.of(SAFE, LEFT));

    CliRun run = run("sweep", "--fix");

    assertThat(run.out()).contains("removed", "left");
    assertThat(run.err()).contains("1 thing is left over");
    assertThat(run.status()).isEqualTo(FailureCode.LEFTOVERS.exitCode());
  }

  @Test
  void whatIsOwedToASilentHostIsToldWithTheHostAndSinceWhen() throws IOException {
    fleet.silence(FakeFleet.BETA);
    fleet.debts.add(debt());

    CliRun run = run("sweep");

    assertThat(run.out())
        .contains("beta", "debt", "finish (cancelled) on host beta", "pacer", "since ", "silence");
    assertThat(run.err()).contains("host beta does not say").contains("1 call is owed");
    assertThat(run.status()).isEqualTo(FailureCode.LEFTOVERS.exitCode());
    JsonNode document = new ObjectMapper().readTree(run("sweep", "-o", "json").out());
    assertThat(document.at("/debts/0/host").asText()).isEqualTo(FakeFleet.BETA);
    assertThat(run("show", "pacer").out())
        .contains("owed    finish (cancelled) on host beta, since ");
    assertThat(run("sweep", "--host", "alpha").status()).as("alpha owes nothing").isZero();
  }

  @Test
  void aHostThatWasNotLookedAtIsNotCalledClean() {
    fleet.silence(FakeFleet.BETA);

    assertThat(run("sweep").status()).isEqualTo(FailureCode.WORKER_UNREACHABLE.exitCode());
    assertThat(run("sweep").out()).isEqualTo("Nothing is left over on 1 host.\n");
  }

  @Test
  void aHostThatNobodyKnowsIsRefused() {
    assertThat(run("sweep", "--host", "gamma").status())
        .isEqualTo(FailureCode.UNKNOWN_HOST.exitCode());
  }

  private static Debt debt() {
    return new Debt(
        "run-1",
        FakeFleet.PACER,
        "pacer",
        FakeFleet.BETA,
        "beta",
        "finish (cancelled) on host beta",
        60_000,
        "silence");
  }

  private CliRun run(String... arguments) {
    return CliRun.of(() -> fleet, arguments);
  }
}

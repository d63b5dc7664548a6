package dev.drover.starter.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.protocol.JobKind;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.starter.CliRun;
import dev.drover.starter.fleet.FakeFleet;
import dev.drover.starter.fleet.Fleet.Holder;
import org.junit.jupiter.api.Test;

/** What a person is shown and asked before anything is stated. */
final class ResolveCommandTest {
  private final FakeFleet fleet = FakeFleet.withPacerOnAlpha();

  private CliRun run(String... arguments) {
    return CliRun.of(() -> fleet, arguments);
  }

  private void moving() {
    fleet.clearDomains();
    fleet.addMoving(FakeFleet.BETA, JobKind.MIGRATION_IN, FakeFleet.ALPHA, "undecided");
    fleet.silence(FakeFleet.ALPHA);
  }

  @Test
  void nothingIsStatedWithoutATerminalOrYes() {
    moving();
    CliRun run = run("resolve", "pacer", "--source-dead", "--reason", "burnt");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("no terminal to ask on").contains("--yes");
    assertThat(fleet.statements()).isEmpty();
  }

  @Test
  void whatSaysNothingIsBadUsage() {
    for (String[] wrong :
        new String[][] {
          {"resolve", "pacer", "--yes", "--reason", "so"},
          {"resolve", "pacer", "--yes", "--source-did-not-run-on", "--reason", "so"},
          {"resolve", "pacer", "--yes", "--source-dead", "--destination-dead", "--reason", "so"},
          {"resolve", "pacer", "--yes", "--source-dead", "--reason", " "},
          {"resolve", "pacer", "--yes", "--source-dead"}
        }) {
      CliRun run = run(wrong);
      assertThat(run.status()).as("%s", run).isEqualTo(2);
    }
    assertThat(fleet.statements()).isEmpty();
  }

  @Test
  void theEvidenceAndWhatFollowsStandBeforeTheStatementIsTaken() {
    moving();
    fleet.holder = new Holder("Migrate", "run-1", 0, null);
    fleet.job = FakeFleet.transfer(null);

    CliRun run = run("resolve", "pacer", "--source-dead", "--reason", "burnt", "--yes");

    assertThat(run.err())
        .contains("evidence of the source, alpha")
        .contains("no answer: nobody took the question")
        .contains("last announced as drover 0.1.0")
        .contains("evidence of the destination, beta")
        .contains("root@desk states that the source is dead: burnt")
        .contains("Host beta ends the copy that it has loaded");
    assertThat(fleet.statements())
        .containsExactly(FakeFleet.PACER + ": root@desk states that the source is dead: burnt");
    assertThat(run.out()).isEqualTo("resolved: the copy was started\n");
  }

  @Test
  void aMoveWithoutAWorkflowIsFoundByItsRecord() {
    moving();

    run(
        "resolve",
        "pacer",
        "--source-dead",
        "--source-did-not-run-on",
        "--reason",
        "burnt",
        "--yes");

    assertThat(fleet.statements())
        .containsExactly(
            "run-1: root@desk states that the source is dead and its copy did not run on: burnt");
  }

  @Test
  void aDomainThatIsNotOnTheMoveHasNothingToResolve() {
    CliRun run = run("resolve", "pacer", "--source-dead", "--reason", "burnt", "--yes");

    assertThat(run.status()).isEqualTo(FailureCode.STATEMENT_REFUSED.exitCode());
    assertThat(run.err()).contains("is not on the move");
  }
}

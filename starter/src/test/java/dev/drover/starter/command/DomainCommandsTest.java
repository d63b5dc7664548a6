package dev.drover.starter.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drover.cli.Units;
import dev.drover.protocol.DomainState;
import dev.drover.protocol.StateReason;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.starter.CliRun;
import dev.drover.starter.fleet.FakeFleet;
import dev.drover.starter.fleet.Fleet;
import dev.drover.starter.fleet.Fleet.Holder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DomainCommandsTest {
  private final FakeFleet fleet = FakeFleet.withPacerOnAlpha();

  @TempDir private Path folder = Path.of("");

  @Test
  void hostsShowsWhoAnswersAndWhoIsSilent() {
    fleet.silence(FakeFleet.BETA);
    CliRun run = run("hosts");

    assertThat(run.out().lines().skip(1))
        .satisfiesExactly(
            alpha -> assertThat(alpha).startsWith("alpha  answers  " + FakeFleet.ALPHA),
            beta -> assertThat(beta).startsWith("beta   silent   " + FakeFleet.BETA));
    assertThat(run.err()).contains("host beta does not answer: nobody took the question");
    assertThat(run.status()).isZero();
  }

  @Test
  void listShowsEveryDomainOfEveryHost() throws IOException {
    fleet.addDomain(FakeFleet.BETA, DomainState.SHUT_OFF, StateReason.MIGRATED);
    assertThat(run("list").out().lines())
        .hasSize(3)
        .anyMatch(line -> line.contains("shut off"))
        .anyMatch(line -> line.contains("  262140 KiB  "));

    JsonNode document = new ObjectMapper().readTree(run("list", "--output", "json").out());
    assertThat(document).hasSize(2);
    assertThat(document.at("/0/hostName").asText()).isEqualTo("alpha");
  }

  @Test
  void showTellsWhatEachHostSaysAndWhoHoldsTheDomain() {
    fleet.holder = new Holder("Migrate", "run-1", 0, null);

    assertThat(run("show", "pacer").out())
        .contains("on alpha (" + FakeFleet.ALPHA + ")")
        .contains("state   running (booted)")
        .contains("262140 KiB")
        .contains("held by Migrate run-1 since ");

    fleet.holder = new Holder("Migrate", "run-1", 0, 60_000L);
    assertThat(run("show", "pacer").out())
        .contains("last job Migrate run-1, ended " + Units.time(60_000));
    assertThat(run("show", "pacer", "-o", "json").out())
        .contains("\"endedAtEpochMillis\" : 60000", "\"running\" : false");
  }

  @Test
  void defineLetsTheHostReadTheDefinitionFirst() throws IOException {
    Path file = Files.writeString(folder.resolve("pacer.xml"), "<domain>…</domain>");
    CliRun run = run("define", file.toString(), "--host", "beta");

    assertThat(run.out()).contains("is defined on beta");
    assertThat(fleet.smallJobs.get(0).domain()).isEqualTo(FakeFleet.PACER);
    assertThat(run("define", file.toString()).err()).contains("--host: known are alpha, beta");
  }

  @Test
  void anOversizedOrUnreadableDefinitionNeverReachesTheServer() throws IOException {
    Supplier<Fleet> mustNotConnect = () -> fleet;
    Path huge =
        Files.writeString(folder.resolve("huge.xml"), "x".repeat(DefineCommand.MAX_BYTES + 1));
    CliRun run = CliRun.of(mustNotConnect, "define", huge.toString(), "--host", "alpha");
    assertThat(run.status()).isEqualTo(FailureCode.INVALID_DEFINITION.exitCode());
    assertThat(run.err()).contains("larger than 262144 bytes");

    Path latin = Files.write(folder.resolve("latin.xml"), new byte[] {(byte) 0xe4, 'x'});
    assertThat(run("define", latin.toString()).err()).contains("is not UTF-8");
    assertThat(run("define", folder.resolve("none.xml").toString()).status()).isEqualTo(2);
    assertThat(run("define", "/dev/zero").err()).contains("larger than");
    assertThat(fleet.smallJobs).isEmpty();
  }

  @Test
  void startUndefineAndDestroyFindTheHostThatHasTheDomain() {
    fleet.clearDomains();
    fleet.addDomain(FakeFleet.ALPHA, DomainState.SHUT_OFF, StateReason.UNKNOWN);

    assertThat(run("start", "pacer").out()).isEqualTo("pacer is running on alpha\n");
    assertThat(run("undefine", "pacer").out()).isEqualTo("pacer is forgotten\n");
    assertThat(run("destroy", "pacer").status())
        .isEqualTo(FailureCode.DOMAIN_NOT_RUNNING.exitCode());
  }

  @Test
  void startAsksForTheHostWhereTwoKnowTheDomain() {
    fleet.addDomain(FakeFleet.BETA, DomainState.SHUT_OFF, StateReason.MIGRATED);

    assertThat(run("start", "pacer").err()).contains("--host: pacer is known on alpha, beta");
    assertThat(run("start", "pacer", "--host", "beta").status()).isZero();
    assertThat(fleet.smallJobs.get(0).host()).isEqualTo(FakeFleet.BETA);
  }

  @Test
  void aSmallJobOnABusyDomainSaysWhoHoldsIt() {
    fleet.holder = new Holder("Start", "run-2", 0, null);

    assertThat(run("destroy", "pacer").err()).contains("held by the job Start, run run-2, since");
  }

  @Test
  void aJobThatIsNotWaitedForSaysItsIdAndHowToFollowIt() throws IOException {
    CliRun run = run("suspend", "pacer", "--no-wait");
    assertThat(run.out())
        .isEqualTo("suspend of pacer has begun, run run-1; follow it with: drover watch pacer\n");
    assertThat(fleet.finished).isEmpty();

    JsonNode begun =
        new ObjectMapper().readTree(run("destroy", "pacer", "--no-wait", "-o", "json").out());
    assertThat(begun.path("runId").asText()).isEqualTo("run-2");
    assertThat(begun.path("follow").asText()).isEqualTo("drover watch pacer");
    assertThat(run("resume", "pacer", "--wait").status()).isZero();
    assertThat(fleet.finished).containsExactly("run-3");
  }

  @Test
  void watchComesBackToASmallJob() {
    fleet.holder = new Holder("Start", "run-9", 0, null);

    assertThat(run("watch", "pacer").out()).isEqualTo("pacer is running on alpha\n");
    assertThat(fleet.finished).containsExactly("run-9");
  }

  @Test
  void waitingAndNotWaitingContradictEachOther() {
    assertThat(run("start", "pacer", "--wait", "--no-wait").status()).isEqualTo(2);
    assertThat(fleet.smallJobs).isEmpty();
  }

  @Test
  void noServerIsOneSentenceAndAnExitStatusOfItsOwn() throws IOException {
    Supplier<Fleet> none =
        () -> {
          throw new DroverException(FailureCode.SERVER_UNREACHABLE, "No server at x.");
        };
    CliRun run = CliRun.of(none, "hosts");
    assertThat(run.status()).isEqualTo(4);
    assertThat(run.err()).startsWith("drover: No server at x.\n  Start the Temporal server");

    JsonNode error =
        new ObjectMapper().readTree(CliRun.of(none, "hosts", "--output=json").err()).path("error");
    assertThat(error.path("code").asText()).isEqualTo("SERVER_UNREACHABLE");
    assertThat(error.path("exitCode").asInt()).isEqualTo(4);
  }

  @Test
  void anUnexpectedErrorHidesItsStackTraceUnlessAskedFor() {
    Supplier<Fleet> broken =
        () -> {
          throw new IllegalStateException("boom");
        };
    CliRun run = CliRun.of(broken, "hosts");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("Unexpected").doesNotContain("\tat ");
    assertThat(CliRun.of(broken, "hosts", "--debug").err()).contains("\tat ");
  }

  @Test
  void badUsageIsOneSentenceAndAHint() {
    CliRun run = run("migrate", "pacer");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            """
            drover: Missing required option: '--to=HOST'.
              Try 'drover migrate --help' for the usage.
            """);
    assertThat(run().err()).startsWith("drover: Say what to do.");
    assertThat(run("--debug", "worker").err()).contains("must come first");
  }

  private CliRun run(String... arguments) {
    return CliRun.of(() -> fleet, arguments);
  }
}

package dev.drover.starter.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.MigrationOptions;
import dev.drover.protocol.message.Progress;
import dev.drover.protocol.message.Statistics;
import dev.drover.starter.CliRun;
import dev.drover.starter.fleet.FakeFleet;
import dev.drover.starter.fleet.Fleet.Holder;
import dev.drover.starter.job.Glance;
import dev.drover.starter.job.HostRef;
import dev.drover.starter.job.Job;
import dev.drover.starter.job.JobEvent;
import dev.drover.starter.job.JobEvent.Kind;
import dev.drover.starter.job.JobKey;
import dev.drover.starter.job.JobStatus;
import dev.drover.starter.job.JobStory;
import dev.drover.starter.job.PendingCall;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class HistoryCommandTest {
  private static final String RUN = "0199f1c2-8f4e-7d63-9a55-2b9d1f0c7e1";
  private static final String GONE = "eeeeeeee-0000-4000-8000-00000000000e";

  private final FakeFleet fleet = FakeFleet.withPacerOnAlpha();

  @Test
  void historyListsJobsWithTheNewestLast() {
    put(FakeFleet.PACER, 1, JobStatus.FAILED);
    put(FakeFleet.PACER, 2, JobStatus.SUCCEEDED);
    put(FakeFleet.PACER, 3, JobStatus.RUNNING);

    assertThat(run("history", "pacer").out().lines().skip(1))
        .satisfiesExactly(
            failed -> assertThat(failed).contains("alpha  beta  root@desk  HOST_BUSY"),
            done -> assertThat(done).contains("succeeded  3.21 s  14.2 ms").endsWith(RUN + 2),
            now -> assertThat(now).contains("running").endsWith(RUN + 3));
    assertThat(run("history", "pacer", "-n", "1").out().lines().skip(1))
        .singleElement()
        .asString()
        .endsWith(RUN + 3);
  }

  @Test
  void aDomainThatIsGoneIsFoundByItsUuidWithoutAnyHost() {
    put(GONE, 4, JobStatus.SUCCEEDED);
    fleet.silence(FakeFleet.ALPHA);

    CliRun run = run("history", GONE);
    assertThat(run.out()).contains(RUN + 4);
    assertThat(run.err()).isEmpty();
  }

  @Test
  void aDomainThatIsGoneIsFoundByItsNameWhereTheServerKeepsNames() {
    put(GONE, "vanished", 4, JobStatus.SUCCEEDED);
    fleet.holder = new Holder("Migrate", RUN + 4, 0, 60_000L);

    assertThat(run("history", "vanished").out()).contains(RUN + 4);
    assertThat(run("history", "nobody").status()).isEqualTo(FailureCode.UNKNOWN_DOMAIN.exitCode());
  }

  @Test
  void programsGetEveryJobWithItsNumbers() throws Exception {
    put(FakeFleet.PACER, 1, JobStatus.FAILED);
    put(FakeFleet.PACER, 2, JobStatus.SUCCEEDED);

    JsonNode rows = new ObjectMapper().readTree(run("history", "pacer", "--output=json").out());
    assertThat(rows).hasSize(2);
    assertThat(rows.at("/0/failure").asText()).isEqualTo("HOST_BUSY");
    assertThat(rows.at("/1/statistics/blackoutMicros").asLong()).isEqualTo(14200);
    assertThat(rows.at("/1/destinationName").asText()).isEqualTo("beta");
  }

  @Test
  void nothingRememberedIsSaidAndNoFailure() {
    CliRun run = run("history", "pacer");

    assertThat(run.status()).isZero();
    assertThat(run.err()).isEqualTo("drover: the server remembers no job of pacer\n");
    assertThat(run("history", "pacer", "-n", "0").err()).contains("--limit must be 1 to 1000");
  }

  @Test
  void eventsTellsTheLastJobAndWhyItFailedAndWhatToDo() {
    put(FakeFleet.PACER, 1, JobStatus.FAILED);
    fleet.holder = new Holder("Migrate", RUN + 1, 0, 60_000L);

    assertThat(run("events", "pacer").out())
        .contains("Migrate of pacer, run " + RUN + 1)
        .contains("  from    alpha (" + FakeFleet.ALPHA + ")")
        .containsPattern("beta +prepare +prepare +- +refuses after 3.0 ms: HOST_BUSY: Full.")
        .endsWith("HOST_BUSY after 3.21 s\n  " + FailureCode.HOST_BUSY.advice() + "\n");
  }

  @Test
  void eventsOfARunningJobSaysWhoIsWaitedForAndWhatEachHostHasWritten() {
    put(FakeFleet.PACER, 1, JobStatus.RUNNING);
    fleet.holder = new Holder("Migrate", RUN + 1, 0, null);

    assertThat(run("events", "pacer").out())
        .contains("  perform is under way, attempt 2, by worker 7@alpha; before: QEMU_ERROR: Eh.")
        .contains("60% active, pass 1, 40 B left")
        .contains("  host beta has no record of it");
  }

  @Test
  void aJobIsFoundByItsRunAndOneOfAnotherDomainIsRefused() {
    put(GONE, 5, JobStatus.SUCCEEDED);

    assertThat(run("events", "--job", RUN + 5).out()).contains("run " + RUN + 5);
    assertThat(run("events", "--migration", RUN + 6).status())
        .isEqualTo(FailureCode.UNKNOWN_JOB.exitCode());
    assertThat(run("events", "pacer", "--job", RUN + 5).err())
        .contains("is none of domain pacer but of " + GONE);
    assertThat(run("events", "--job", "x").err()).contains("'x' is no run id");
    assertThat(run("events").err()).contains("Say which domain, or which job with --job.");
    assertThat(run("events", "pacer").status()).isEqualTo(FailureCode.UNKNOWN_JOB.exitCode());
  }

  private void put(String domain, int number, JobStatus status) {
    put(domain, "pacer", number, status);
  }

  private void put(String domain, String name, int number, JobStatus status) {
    @Nullable FailureCode failure = status == JobStatus.FAILED ? FailureCode.HOST_BUSY : null;
    HostRef alpha = new HostRef(FakeFleet.ALPHA, "alpha");
    HostRef beta = new HostRef(FakeFleet.BETA, "beta");
    long began = 1_700_000_000_000L + number * 60_000L;
    Job job =
        new Job(
            new JobKey("domain/" + domain, RUN + number),
            "Migrate",
            status,
            began,
            status == JobStatus.RUNNING ? null : began + 3210,
            domain,
            name,
            alpha,
            beta,
            MigrationOptions.DEFAULTS,
            "root@desk",
            failure,
            failure == null ? null : "Full.",
            status == JobStatus.SUCCEEDED
                ? new Statistics(3210, 5, 14200L, 1L, 2L, 537_000_000, 2)
                : null);
    JobEvent refusal =
        new JobEvent(
            began * 1000,
            Kind.FAILED,
            "prepare",
            beta,
            "prepare",
            null,
            1,
            "8@beta",
            FailureCode.HOST_BUSY,
            "refuses after 3.0 ms: HOST_BUSY: Full.");
    PendingCall call =
        new PendingCall(
            "perform",
            true,
            2,
            0,
            "7@alpha",
            FailureCode.QEMU_ERROR,
            "Eh.",
            new Progress("active", 100, 60, 40, 10, 1, 1, 5));
    fleet.jobs.put(
        new JobStory(job, List.of(refusal)),
        new Glance(status, 10, status == JobStatus.RUNNING ? List.of(call) : List.of()));
  }

  private CliRun run(String... arguments) {
    return CliRun.of(() -> fleet, arguments);
  }
}

package dev.drover.workflows.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.ConfirmCall;
import dev.drover.protocol.message.Debt;
import dev.drover.protocol.message.JobReason;
import dev.drover.protocol.message.MigrationJob;
import dev.drover.protocol.message.MigrationResult;
import dev.drover.protocol.message.PerformResult;
import dev.drover.workflows.WorkflowIds;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hosts whose workers are not there. Twenty seconds pass in one. */
@Timeout(60)
class MigrationSilenceTest {
  // Two silent hosts are given 14 and 4 seconds; the rest is the stretched noise of this machine.
  // Without the shorter patience with a host known to be silent it would be more than 70.
  private static final Duration SOON = Duration.ofSeconds(40);

  private final FastClock clock = new FastClock(20);
  private final TwoHosts hosts = new TwoHosts(clock);

  @AfterEach
  void close() {
    hosts.close();
  }

  /** Returns how long the workflow thinks it took until its last note. */
  private Duration untilLastNote(WorkflowStub stub) {
    MigrationJob job = hosts.job(stub);
    JobReason last = job.reasons().get(job.reasons().size() - 1);
    return Duration.ofMillis(last.atEpochMillis() - job.startedAtEpochMillis());
  }

  /** Waits until what a migration had to leave open is done. */
  private void cleanedUp(WorkflowStub migration) {
    hosts
        .client()
        .newUntypedWorkflowStub(WorkflowIds.cleanup(migration.getExecution().getRunId()))
        .getResult(Void.class);
  }

  private void startAll() {
    startAllBut(null);
  }

  private void startAllBut(TwoHosts.@Nullable Poller silent) {
    for (TwoHosts.Poller poller :
        List.of(hosts.alphaPoller, hosts.alphaTransfers, hosts.betaPoller)) {
      if (poller != silent) {
        poller.start();
      }
    }
  }

  @Test
  void aSilentSourceIsReportedSoonAndTheDestinationHearsNothing() {
    startAllBut(hosts.alphaPoller);
    WorkflowStub stub = hosts.start();

    DroverException failure = hosts.failure(stub);

    assertThat(failure.code()).isEqualTo(FailureCode.WORKER_UNREACHABLE);
    assertThat(failure)
        .hasMessage("The worker of host alpha did not take the step begin within 14 seconds.");
    assertThat(untilLastNote(stub)).isLessThan(SOON);
    assertThat(hosts.calls()).isEmpty();
  }

  @Test
  void aSilentDestinationIsReportedSoonAndTheSourceIsSettled() {
    startAllBut(hosts.betaPoller);
    WorkflowStub stub = hosts.start();

    assertThat(hosts.failure(stub))
        .hasMessage("The worker of host beta did not take the step prepare within 14 seconds.");

    assertThat(untilLastNote(stub)).isLessThan(SOON);
    assertThat(hosts.calls())
        .as("nobody over there has heard of the move, so only the source is settled")
        .containsExactly("begin@alpha", "cancel@alpha", "confirm-cancelled@alpha");
  }

  @Test
  void aSourceThatComesBackAfterPrepareSendsTheGuest() {
    startAllBut(hosts.alphaTransfers);
    clock.whenScheduled("perform", 3, hosts.alphaTransfers::start);

    WorkflowStub stub = hosts.start();

    assertThat(stub.getResult(MigrationResult.class).host()).isEqualTo(TwoHosts.BETA);
    assertThat(hosts.calls()).doesNotContain("cancel@alpha", "finish-cancelled@beta");
    assertThat(hosts.job(stub).reasons())
        .extracting(JobReason::text)
        .contains(
            "The worker of host alpha did not take the step perform within 14 seconds.",
            "The worker of host alpha did not take the step perform within 60 seconds.");
  }

  @Test
  void afterPermissionASilentDestinationIsWaitedForAndTheSourceIsNeverResumed() {
    hosts.beta.when(
        "prepare",
        usual -> {
          hosts.betaPoller.goAway();
          return usual;
        });
    clock.whenScheduled("finish", 3, hosts.betaPoller::start);
    startAll();

    WorkflowStub stub = hosts.start();

    assertThat(stub.getResult(MigrationResult.class).host()).isEqualTo(TwoHosts.BETA);
    assertThat(hosts.calls())
        .containsExactly(
            "begin@alpha", "prepare@beta", "perform@alpha", "finish@beta", "confirm@alpha");
    assertThat(hosts.job(stub).reasons())
        .extracting(JobReason::text)
        .contains("The worker of host beta did not take the step finish within 14 seconds.");
  }

  @Test
  void aSourceThatIsGoneAfterTheMoveHoldsNothingUpForLongerThanAMinute() {
    hosts.alpha.when(
        "begin",
        usual -> {
          hosts.alphaPoller.goAway();
          return usual;
        });
    startAll();

    WorkflowStub stub = hosts.start();
    assertThat(stub.getResult(MigrationResult.class).host()).isEqualTo(TwoHosts.BETA);

    assertThat(untilLastNote(stub)).isGreaterThan(Duration.ofSeconds(55));
    assertThat(hosts.job(stub).reasons())
        .extracting(JobReason::text)
        // Both of the step's time limits end here, and either may be the first to say so.
        .anySatisfy(
            text -> assertThat(text).matches("The worker of host alpha did not .* step confirm .*"))
        .contains(
            "Left to workflow cleanup/%s: confirm on host alpha."
                .formatted(stub.getExecution().getRunId()));
    hosts.alphaPoller.start();
    cleanedUp(stub);
    assertThat(hosts.calls()).endsWith("confirm@alpha");
    assertThat(hosts.argument("confirm@alpha", ConfirmCall.class).cookie())
        .as("the destination's cookie travels with the debt")
        .isEqualTo(RecordingHost.cookie("4"));
  }

  @Test
  void aDestinationThatIsGoneAfterAFailedTransferIsADebtAndTheFirstErrorStands() {
    hosts.beta.when(
        "prepare",
        usual -> {
          hosts.betaPoller.goAway();
          return usual;
        });
    hosts.alpha.when(
        "perform",
        usual -> PerformResult.failed(null, FailureCode.PEER_UNREACHABLE, "no route to beta"));
    startAll();

    WorkflowStub stub = hosts.start();

    assertThat(hosts.failure(stub).code()).isEqualTo(FailureCode.PEER_UNREACHABLE);
    assertThat(hosts.job(stub).reasons())
        .extracting(JobReason::text)
        .last()
        .asString()
        .startsWith("Left to workflow cleanup/");
    assertThat(untilLastNote(stub)).isLessThan(Duration.ofSeconds(20));
    assertThat(hosts.calls()).doesNotContain("confirm-cancelled@alpha");
    assertThat(debt(stub))
        .isNotNull()
        .satisfies(
            debt -> {
              assertThat(debt.host()).isEqualTo(TwoHosts.BETA);
              assertThat(debt.hostName()).isEqualTo("beta");
              assertThat(debt.domainName()).isEqualTo("guest");
              assertThat(debt.call()).isEqualTo("finish (cancelled) on host beta");
            });
    hosts.betaPoller.start();
    cleanedUp(stub);
    assertThat(hosts.calls()).endsWith("finish-cancelled@beta", "confirm-cancelled@alpha");
    assertThat(debt(stub)).as("nothing is owed any more").isNull();
  }

  private @Nullable Debt debt(WorkflowStub migration) {
    return hosts
        .client()
        .newUntypedWorkflowStub(WorkflowIds.cleanup(migration.getExecution().getRunId()))
        .query("debt", Debt.class);
  }
}

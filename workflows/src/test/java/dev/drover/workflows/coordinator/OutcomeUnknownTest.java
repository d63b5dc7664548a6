package dev.drover.workflows.coordinator;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.Evidence;
import dev.drover.protocol.message.JobReason;
import dev.drover.protocol.message.MigrationJob;
import dev.drover.protocol.message.MigrationResult;
import dev.drover.protocol.message.PerformResult;
import dev.drover.protocol.message.ResolveCall;
import dev.drover.protocol.message.ResolveResult;
import dev.drover.protocol.message.Statement;
import dev.drover.protocol.message.UnknownOutcome;
import dev.drover.workflows.Failures;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nobody can say where the guest is, for as long as it takes. */
@Timeout(60)
class OutcomeUnknownTest {
  private static final Statement SOURCE_DEAD =
      new Statement(true, false, false, "ann", "I pulled its plug");
  private static final Statement SOURCE_DEAD_AND_STILL =
      new Statement(true, true, false, "ann", "I pulled its plug");
  private static final Statement DESTINATION_DEAD =
      new Statement(false, false, true, "ann", "its power supply burnt");

  // Twenty seconds pass in one: a host's worker that is not there takes 14 of them.
  private final TwoHosts hosts = new TwoHosts(new FastClock(20));

  @AfterEach
  void close() {
    hosts.close();
  }

  private WorkflowStub started() {
    hosts.alphaPoller.start();
    hosts.alphaTransfers.start();
    hosts.betaPoller.start();
    return hosts.start();
  }

  private MigrationJob await(WorkflowStub stub, Predicate<MigrationJob> holds) {
    MigrationJob job = hosts.job(stub);
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!holds.test(job)) {
      assertThat(System.nanoTime()).as("%s", job).isLessThan(end);
      Thread.onSpinWait();
      job = hosts.job(stub);
    }
    return job;
  }

  private UnknownOutcome awaitUnknown(WorkflowStub stub) {
    return requireNonNull(await(stub, job -> job.unknown() != null).unknown());
  }

  /** The source is gone for good as soon as the destination is prepared. */
  private WorkflowStub sourceDies() {
    hosts.alpha.when(
        "begin",
        usual -> {
          hosts.alphaPoller.goAway();
          hosts.alphaTransfers.goAway();
          return usual;
        });
    return started();
  }

  private void destinationDies() {
    hosts.beta.when(
        "prepare",
        usual -> {
          hosts.betaPoller.goAway();
          return usual;
        });
  }

  private static ResolveResult resolve(WorkflowStub stub, Statement statement) {
    try {
      return requireNonNull(stub.update("resolve", ResolveResult.class, statement));
    } catch (RuntimeException failure) {
      throw Failures.toDrover(failure);
    }
  }

  @Test
  void hoursDecideNothingAndTheAnswerThatComesThenDoes() {
    hosts.beta.whenFirst(
        14,
        "finish",
        usual -> {
          throw Failures.toApplicationFailure(
              new DroverException(FailureCode.OUTCOME_UNKNOWN, "its record is lost"));
        });
    WorkflowStub stub = started();
    UnknownOutcome unknown = awaitUnknown(stub);
    assertThat(unknown.why()).contains("its record is lost");
    assertThat(unknown.askedAtEpochMillis()).isGreaterThanOrEqualTo(unknown.sinceEpochMillis());

    assertThat(stub.getResult(MigrationResult.class).host()).isEqualTo(TwoHosts.BETA);

    MigrationJob job = hosts.job(stub);
    assertThat(job.unknown()).isNull();
    JobReason last = job.reasons().get(job.reasons().size() - 1);
    assertThat(Duration.ofMillis(last.atEpochMillis() - job.startedAtEpochMillis()))
        .isGreaterThan(Duration.ofHours(3));
    assertThat(hosts.calls()).doesNotContain("finish-cancelled@beta", "confirm-cancelled@alpha");
  }

  @Test
  void aSourceThatTookItsGuestBackEndsTheJobAndTheDeadDestinationIsADebt() {
    destinationDies();
    hosts.alpha.when(
        "outcome",
        usual ->
            PerformResult.failed(null, FailureCode.MIGRATION_FAILED, "the lease was taken back"));
    WorkflowStub stub = started();

    DroverException failure = hosts.failure(stub);

    assertThat(failure.code()).isEqualTo(FailureCode.MIGRATION_FAILED);
    assertThat(failure).hasMessage("the lease was taken back");
    assertThat(hosts.job(stub).reasons())
        .extracting(JobReason::text)
        .anySatisfy(text -> assertThat(text).startsWith("The outcome is not known"))
        .anySatisfy(text -> assertThat(text).startsWith("Left to workflow cleanup/"));
    assertThat(hosts.calls()).doesNotContain("confirm@alpha");
  }

  @Test
  void aSourceThatAsksIsWaitedForAndItsLastWordDecides() {
    hosts.alpha.whenFails("perform", FailureCode.OUTCOME_UNKNOWN, "its QEMU is dead");
    hosts.alpha.when(
        "outcome",
        usual -> PerformResult.failed(null, FailureCode.QEMU_ERROR, "the QEMU of guest died"));
    WorkflowStub stub = started();

    assertThat(hosts.failure(stub).code()).isEqualTo(FailureCode.QEMU_ERROR);

    assertThat(hosts.calls())
        .containsExactly(
            "begin@alpha",
            "prepare@beta",
            "perform@alpha",
            "outcome@alpha",
            "finish-cancelled@beta",
            "confirm-cancelled@alpha");
  }

  @Test
  void aCopyThatAPersonAnswersForIsStartedAndTheSourceIsADebt() {
    WorkflowStub stub = sourceDies();
    UnknownOutcome unknown = awaitUnknown(stub);
    assertThat(unknown.source()).as("the source does not answer").isNull();
    assertThat(unknown.destination()).extracting(Evidence::word).isEqualTo("undecided");

    ResolveResult resolved = resolve(stub, SOURCE_DEAD_AND_STILL);

    assertThat(resolved.effect()).isEqualTo(ResolveResult.Effect.COPY_STARTED);
    assertThat(stub.getResult(MigrationResult.class).host()).isEqualTo(TwoHosts.BETA);
    assertThat(hosts.argument("resolve@beta", ResolveCall.class).statement())
        .isEqualTo(SOURCE_DEAD_AND_STILL);
    assertThat(hosts.job(stub).reasons())
        .extracting(JobReason::text)
        .contains(
            "ann states that the source is dead and its copy did not run on: I pulled its plug.",
            "Resolved: the copy was started.");
  }

  @Test
  void aGuestThatAPersonGivesUpIsLostAndMayBeBootedAfresh() {
    WorkflowStub stub = sourceDies();
    awaitUnknown(stub);

    assertThat(resolve(stub, SOURCE_DEAD).effect()).isEqualTo(ResolveResult.Effect.MAY_BOOT);

    assertThat(hosts.failure(stub).code()).isEqualTo(FailureCode.GUEST_LOST);
    assertThat(hosts.calls()).doesNotContain("finish-cancelled@beta", "cancel@alpha");
  }

  @Test
  void aDestinationThatIsStatedDeadLetsTheSourceHaveItsGuest() {
    destinationDies();
    WorkflowStub stub = started();
    assertThat(awaitUnknown(stub).destination()).isNull();

    assertThat(resolve(stub, DESTINATION_DEAD).word()).isEqualTo("resumed");

    DroverException failure = hosts.failure(stub);
    assertThat(failure.code()).isEqualTo(FailureCode.MIGRATION_FAILED);
    assertThat(failure).hasMessageContaining("by a person's statement");
    assertThat(hosts.calls()).contains("resolve@alpha");
  }

  @Test
  void whatTheHostRefusesLeavesEverythingAsItIs() {
    destinationDies();
    hosts.alpha.whenFails("resolve", FailureCode.STATEMENT_REFUSED, "the lease decides");
    WorkflowStub stub = started();
    awaitUnknown(stub);

    assertThatThrownBy(() -> resolve(stub, DESTINATION_DEAD))
        .isInstanceOfSatisfying(
            DroverException.class,
            e -> assertThat(e.code()).isEqualTo(FailureCode.STATEMENT_REFUSED))
        .hasMessage("the lease decides");

    assertThat(hosts.job(stub).unknown()).isNotNull();
    hosts.betaPoller.start();
    assertThat(stub.getResult(MigrationResult.class).host()).isEqualTo(TwoHosts.BETA);
  }
}

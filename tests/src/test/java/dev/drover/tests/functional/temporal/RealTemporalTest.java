package dev.drover.tests.functional.temporal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.MigrationOptions;
import dev.drover.protocol.message.MigrationResult;
import dev.drover.protocol.message.Statistics;
import dev.drover.tests.guest.Crossing;
import dev.drover.tests.guest.LiveGuest;
import dev.drover.tests.guest.PacerLog.Tick;
import dev.drover.tests.guest.Ticks;
import dev.drover.tests.harness.Deadline;
import dev.drover.tests.harness.DevTemporal;
import dev.drover.tests.harness.DroverHost;
import dev.drover.tests.harness.FleetClient;
import dev.drover.tests.harness.History;
import dev.drover.tests.harness.ManagedProcess;
import dev.drover.tests.harness.TwoHosts;
import dev.drover.tests.harness.UntypedClient;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

@Tag("qemu")
@Tag("temporal")
@Timeout(90)
@EnabledIfSystemProperty(
    named = DevTemporal.PROGRAM,
    matches = ".+",
    disabledReason = "no 'temporal' here: ./dev temporal install")
class RealTemporalTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** The guest's full memory, 32 MiB, then takes about five seconds. */
  private static final MigrationOptions SLOW = new MigrationOptions(6 << 20, 0);

  private static DevTemporal server;
  private static TwoHosts hosts;

  private LiveGuest guest;

  @BeforeAll
  static void startFleet() {
    hosts = TwoHosts.start(DevTemporal::start);
    server = (DevTemporal) hosts.fleet().server();
  }

  @AfterAll
  static void endFleet() {
    hosts.close();
  }

  @BeforeEach
  void bootGuest() {
    guest = LiveGuest.boot(hosts, "commuter", 0);
  }

  @AfterEach
  void stopListening() {
    guest.close();
  }

  @Test
  void aGuestMovesThereAndBackAndEachMoveIsFoundByItsAttributes() {
    guest.reader(hosts.alpha()).load(4);

    moves(hosts.alpha(), hosts.beta());
    moves(hosts.beta(), hosts.alpha());

    String wanted =
        "WorkflowType = 'Migrate' AND DroverDomain = '%s' AND DroverSource = '%s'"
                .formatted(guest.uuid(), hosts.alpha().id())
            + " AND DroverDestination = '%s' AND DroverPhase = 'confirm3'"
                .formatted(hosts.beta().id());
    assertThat(awaitListed(wanted + " AND ExecutionStatus = 'Completed'"))
        .extracting(found -> found.getExecution().getWorkflowId())
        .containsExactly("domain/" + guest.uuid());
    guest.awaitNothingBut(hosts.alpha());
    guest.remove(hosts.alpha());
  }

  /** Moves the guest, which then runs on from where it was. */
  private void moves(DroverHost from, DroverHost to) {
    int had = guest.ticks(to);
    MigrationResult result = guest.move(from, to, MigrationOptions.DEFAULTS);

    assertThat(result.host()).isEqualTo(to.id());
    guest.awaitTicks(to, had);
    nothingMissed(from, to, had);
    Statistics statistics = requireNonNull(result.statistics());
    History history = hosts.client().history(guest.uuid());
    assertThat(history.events()).hasSizeLessThan(60);
    assertThat(
            history.eventsBetween(
                requireNonNull(statistics.stoppedAtEpochMicros()),
                requireNonNull(statistics.answeredAtEpochMicros())))
        .as("Temporal events inside the blackout")
        .isZero();
  }

  @Test
  void aRunningMoveIsFoundByItsPhaseAndAnAbortLeavesTheGuestWhereItIs() {
    guest.reader(hosts.alpha()).load(8);
    WorkflowStub migration =
        hosts
            .client()
            .start(guest.uuid(), hosts.alpha(), hosts.beta(), new MigrationOptions(1 << 20, 0));
    hosts.client().awaitTransfer(guest.uuid());
    assertThat(
            awaitListed(
                "DroverPhase = 'perform3' AND ExecutionStatus = 'Running' AND DroverDomain = '%s'"
                    .formatted(guest.uuid())))
        .hasSize(1);

    hosts.client().abort(guest.uuid());

    assertThatThrownBy(() -> FleetClient.await(migration))
        .isInstanceOfSatisfying(
            DroverException.class,
            failure -> assertThat(failure.code()).isEqualTo(FailureCode.OPERATION_ABORTED));
    guest.awaitRunsOn(hosts.alpha());
    assertThat(Ticks.breaks(guest.log(hosts.alpha()).ticks())).isEmpty();
    assertThat(guest.ticks(hosts.beta())).isZero();
    guest.awaitNothingBut(hosts.alpha());
    guest.remove(hosts.alpha());
  }

  @Test
  void anyTemporalClientMovesAGuest() {
    try (UntypedClient client = UntypedClient.of(server.address())) {
      JsonNode result =
          client
              .migrate(guest.uuid(), hosts.alpha().id(), hosts.beta().id(), Map.of())
              .getResult(JsonNode.class);

      assertThat(result.path("host").asText()).isEqualTo(hosts.beta().id());
    }
    guest.awaitTicks(hosts.beta(), 0);
    guest.awaitNothingBut(hosts.beta());
    guest.remove(hosts.beta());
  }

  @Test
  void theCommandLineShowsAndFollowsAMove() {
    String gate = "create-destination-undecided";
    hosts.gates().shut(gate);
    WorkflowStub migration =
        hosts.client().start(guest.uuid(), hosts.alpha(), hosts.beta(), MigrationOptions.DEFAULTS);
    hosts.gates().awaitWaiting(gate, PATIENCE);

    try (ManagedProcess watching = hosts.fleet().startCli("watch", guest.name())) {
      assertThat(drover("hosts"))
          .containsPattern("alpha +answers")
          .containsPattern("beta +answers");
      assertThat(drover("list")).containsPattern("commuter +alpha +running .* begin3 ");
      assertThat(drover("show", guest.name()))
          .contains(guest.uuid())
          .contains(migration.getExecution().getRunId());
      hosts.gates().open(gate);

      assertThat(watching.awaitExit(PATIENCE)).as("%s", watching.output()).isZero();
      assertThat(watching.output()).last().asString().contains("beta");
    }
    assertThat(drover("list")).containsPattern("commuter +beta +running").doesNotContain("alpha");
    guest.awaitNothingBut(hosts.beta());
    guest.remove(hosts.beta());
  }

  @Test
  void aGuestArrivesWithoutTemporalAndTheMoveEndsWhenTheServerIsBackOnItsFile() {
    guest.fillMemory(hosts.alpha());
    WorkflowStub migration = hosts.client().start(guest.uuid(), hosts.alpha(), hosts.beta(), SLOW);
    hosts.client().awaitTransfer(guest.uuid());

    server.kill();
    assertThat(guest.ticks(hosts.beta())).as("the guest was still to come").isZero();
    guest.awaitTicks(hosts.beta(), 0);
    server.startAgain();

    assertThat(FleetClient.await(migration).host()).isEqualTo(hosts.beta().id());
    nothingMissed(hosts.alpha(), hosts.beta(), 0);
    guest.awaitNothingBut(hosts.beta());
    guest.remove(hosts.beta());
  }

  /** The guest's ticks went on by one on the way and after it. */
  private void nothingMissed(DroverHost from, DroverHost to, int hadHere) {
    Crossing crossing = guest.crossing(from, to, 0, hadHere);
    assertThat(crossing.missed()).as("%s", crossing).isZero();
    List<Tick> here = guest.log(to).ticks();
    assertThat(Ticks.breaks(here.subList(hadHere, here.size()))).isEmpty();
  }

  /** A server lists an execution a moment after it has changed. */
  private static List<WorkflowExecutionMetadata> awaitListed(String query) {
    return Deadline.await(
        PATIENCE,
        "an execution with " + query,
        () -> hosts.client().temporal().listExecutions(query).toList(),
        found -> !found.isEmpty());
  }

  private static String drover(String... arguments) {
    return hosts.fleet().cli(arguments).orFail().text();
  }
}

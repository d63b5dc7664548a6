package dev.drover.tests.cluster;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.message.MigrationOptions;
import dev.drover.protocol.message.MigrationResult;
import dev.drover.tests.guest.Crossing;
import dev.drover.tests.guest.LiveGuest;
import dev.drover.tests.guest.PacerLog.Tick;
import dev.drover.tests.guest.Ticks;
import dev.drover.tests.harness.Deadline;
import dev.drover.tests.harness.DroverHost;
import dev.drover.tests.harness.FleetClient;
import dev.drover.tests.harness.Report;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Moves a guest while parts of the cluster crash. */
final class Proof {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The guest's memory then takes about sixteen seconds: time to kill and start a server. */
  private static final MigrationOptions SLOW = new MigrationOptions(2 << 20, 0);

  private final Cluster.Parts parts;
  private final FleetClient client;
  private final LiveGuest guest;
  private final Report report;
  private final List<Passage> passages = new ArrayList<>();

  private DroverHost here;
  private DroverHost there;

  /** How many ticks the guest's host had heard before the guest came to it. */
  private int heardBefore;

  Proof(Cluster.Parts parts, FleetClient client, LiveGuest guest, Report report) {
    this.parts = requireNonNull(parts, "parts is null");
    this.client = requireNonNull(client, "client is null");
    this.guest = requireNonNull(guest, "guest is null");
    this.report = requireNonNull(report, "report is null");
    here = parts.alpha();
    there = parts.beta();
  }

  void run() {
    report.check(
        !parts.postgres().letsInWithoutThePassword(),
        "PostgreSQL refuses a wrong password",
        "PostgreSQL lets in whoever asks");
    guest.fillMemory(here);
    move("undisturbed", () -> {});
    move("undisturbed", () -> {});
    move("Temporal killed and started again", () -> restart(parts.temporal().service()));
    move("Temporal away during the handover", this::handOverWithoutTemporal);
    move("PostgreSQL killed and started again", () -> restart(parts.postgres().service()));
    report.say(Passage.heading());
    passages.forEach(passage -> report.say(passage.row()));
    passages.forEach(
        passage ->
            report.check(
                passage.isUnbroken(),
                passage.what() + ": no tick missed, none executed twice",
                passage.what() + ": " + passage.crossing() + ", " + passage.breaks()));
    checkHistory();
    checkMetrics();
  }

  private void move(String what, Runnable meanwhile) {
    report.say("to %s: %s".formatted(there.name(), what));
    int heardThere = guest.ticks(there);
    WorkflowStub migration = client.start(guest.uuid(), here, there, SLOW);
    client.awaitTransfer(guest.uuid());
    meanwhile.run();
    MigrationResult result = FleetClient.await(migration);
    guest.awaitTicks(there, heardThere);
    Crossing crossing = guest.crossing(here, there, heardBefore, heardThere);
    List<String> breaks = new ArrayList<>(breaks(here, heardBefore));
    breaks.addAll(breaks(there, heardThere));
    passages.add(
        new Passage(
            what,
            requireNonNull(result.statistics(), "the source gave no numbers"),
            crossing,
            breaks));
    DroverHost left = here;
    here = there;
    there = left;
    heardBefore = heardThere;
  }

  /** Returns where the guest's counter did not go on by one in its newest stay on a host. */
  private List<String> breaks(DroverHost host, int heardBefore) {
    // Counted in the same copy: the guest ticks on.
    List<Tick> heard = guest.log(host).ticks();
    return Ticks.breaks(heard.subList(heardBefore, heard.size()));
  }

  /** Kills a server under a transfer, starts it again, and sees that the transfer was longer. */
  private void restart(Service service) {
    long begin = System.nanoTime();
    service.kill();
    guest.awaitRunsOn(here);
    service.start();
    long millis = (System.nanoTime() - begin) / 1_000_000;
    int heard = guest.ticks(there);
    guest.awaitRunsOn(here);
    report.check(
        guest.ticks(there) == heard,
        "  it was away for %d ms, and the guest is still under way".formatted(millis),
        "the guest arrived before the server was back: the transfer was too short");
  }

  private void handOverWithoutTemporal() {
    parts.temporal().service().kill();
    int had = guest.ticks(there);
    guest.awaitTicks(there, had);
    report.say("  the guest ticks on " + there.name() + " and there is no Temporal");
    parts.temporal().service().start();
  }

  /** All of it must be in PostgreSQL, and found by drover's own search attributes. */
  private void checkHistory() {
    String query =
        "WorkflowType = 'Migrate' AND DroverDomain = '%s' AND DroverPhase = 'confirm3'"
            .formatted(guest.uuid());
    List<WorkflowExecutionStatus> found =
        Deadline.await(
            PATIENCE,
            "all moves are found by their search attributes",
            () ->
                client
                    .temporal()
                    .listExecutions(query)
                    .map(WorkflowExecutionMetadata::getStatus)
                    .toList(),
            moves ->
                moves.size() == passages.size()
                    && moves.stream()
                        .allMatch(
                            WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED::equals));
    report.check(
        found.size() == passages.size(),
        "Temporal finds %d completed moves by domain and phase".formatted(found.size()),
        "Temporal finds " + found);
  }

  private void checkMetrics() {
    Map<String, String> up = parts.prometheus().awaitScraped(3);
    report.check(
        up.size() == 3, "Prometheus scrapes " + String.join(", ", up.keySet()), "scraped: " + up);
  }
}

package dev.drover.tests.matrix;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.Side;
import dev.drover.protocol.message.MigrationOptions;
import dev.drover.tests.fault.FaultKind;
import dev.drover.tests.guest.LiveGuest;
import dev.drover.tests.harness.Deadline;
import dev.drover.tests.harness.DroverHost;
import dev.drover.tests.harness.Gates;
import dev.drover.tests.harness.ManagedProcess;
import dev.drover.tests.harness.Order;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One cell, run once: a guest of its own, a move, the fault, and what came of it. */
final class CellRun implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  /** The guest's full memory, 32 MiB, then takes four seconds. */
  private static final MigrationOptions SLOW = new MigrationOptions(8 << 20, 0);

  /** Twice as long: an abort must not come too late. */
  private static final MigrationOptions SLOWEST = new MigrationOptions(4 << 20, 0);

  private final FaultFleet fleet;
  private final Cell cell;
  private final LiveGuest guest;
  private final int passedBefore;
  private @Nullable ManagedProcess command;

  private CellRun(FaultFleet fleet, Cell cell, LiveGuest guest) {
    this.fleet = requireNonNull(fleet, "fleet is null");
    this.cell = requireNonNull(cell, "cell is null");
    this.guest = requireNonNull(guest, "guest is null");
    passedBefore = fleet.gates().passed().size();
  }

  /** Runs a cell. What a wrong one leaves is left: the fleet is of no further use then. */
  static Observation of(FaultFleet fleet, Cell cell, int number) {
    long began = System.nanoTime();
    Findings findings = new Findings();
    Outcome outcome = null;
    long outage = 0;
    try (CellRun run = begin(fleet, cell, number)) {
      Aftermath aftermath = new Aftermath(fleet, run.guest, run.breakIt(), findings);
      outcome = cell.mayBe(Outcome.HELD) ? aftermath.held() : aftermath.outcome();
      if (outcome != null) {
        run.judge(outcome, aftermath, findings);
      }
      outage = aftermath.longestOutageMicros();
    } catch (AssertionError | RuntimeException e) {
      findings.add(Violation.NOT_DONE, String.valueOf(e.getMessage()));
    }
    long millis = (System.nanoTime() - began) / 1_000_000;
    return new Observation(cell, outcome, findings.all(), null, millis, outage);
  }

  private void judge(Outcome outcome, Aftermath aftermath, Findings findings) {
    if (!cell.mayBe(outcome)) {
      findings.add(Violation.UNEXPECTED, outcome.word() + ": " + outcome.sentence());
    }
    aftermath.check(outcome);
    if (findings.isEmpty()) {
      findings.expect(Violation.ORPHAN, () -> aftermath.cleanUp(outcome));
    }
  }

  private static CellRun begin(FaultFleet fleet, Cell cell, int number) {
    return new CellRun(
        fleet,
        cell,
        LiveGuest.boot(
            fleet.fleet(),
            fleet.client(),
            "cell" + number,
            0,
            fleet.host(Side.SOURCE),
            fleet.host(Side.DESTINATION)));
  }

  /** Does the fault, and starts again whatever has died; returns the migration. */
  private WorkflowStub breakIt() {
    Deed deed = cell.deed();
    if (deed instanceof Deed.AtGate ordered) {
      return obey(ordered);
    }
    if (deed instanceof Deed.AtMoment fault) {
      return suffer(fault);
    }
    return new Stage(fleet, guest, passedBefore).play(((Deed.Play) deed).scene());
  }

  private WorkflowStub obey(Deed.AtGate ordered) {
    if (ordered.aborted()) {
      guest.fillMemory(fleet.host(Side.SOURCE));
    }
    gates().order(ordered.gate(), ordered.order());
    WorkflowStub migration = start(ordered.aborted() ? SLOWEST : MigrationOptions.DEFAULTS);
    if (ordered.aborted()) {
      abort();
    }
    Deadline.await(
        PATIENCE,
        "the order at " + ordered.gate() + " is done",
        () -> gates().isDone(ordered.gate()),
        Boolean::booleanValue);
    if (ordered.order() == Order.HALT) {
      DroverHost host = fleet.host(ordered.side());
      host.worker().awaitExit(PATIENCE);
      fleet.startWorker(host);
    }
    return migration;
  }

  private WorkflowStub suffer(Deed.AtMoment fault) {
    Moment moment = fault.moment();
    if (!moment.gate().isEmpty()) {
      gates().shut(moment.gate());
    }
    boolean byCommand = fault.kind() == FaultKind.CLI_KILLED;
    if (moment == Moment.PERFORM || moment.isAborted()) {
      guest.fillMemory(fleet.host(Side.SOURCE));
    }
    MigrationOptions options =
        moment.isAborted() ? SLOWEST : moment == Moment.PERFORM ? SLOW : MigrationOptions.DEFAULTS;
    WorkflowStub migration = byCommand ? command(options) : start(options);
    if (moment.isAborted()) {
      abort();
    }
    awaitMoment(moment);
    new Mischief(fleet, guest, Optional.ofNullable(command)).perform(fault);
    return migration;
  }

  private void awaitMoment(Moment moment) {
    if (moment.gate().isEmpty()) {
      awaitPassed("after-write-source-perform");
      return;
    }
    gates().awaitWaiting(moment.gate(), PATIENCE);
    if (moment == Moment.STARTING || moment == Moment.RUNNING) {
      // On the source's disk by itself, beside the blackout.
      awaitPassed("after-write-source-permitted");
    }
  }

  private void awaitPassed(String gate) {
    Deadline.await(
        PATIENCE,
        gate + " was passed",
        () -> gates().passed(),
        all -> all.subList(passedBefore, all.size()).contains(gate));
  }

  private WorkflowStub start(MigrationOptions options) {
    return fleet
        .client()
        .start(guest.uuid(), fleet.host(Side.SOURCE), fleet.host(Side.DESTINATION), options);
  }

  /** By drover's own command, which has to be there to be killed. */
  private WorkflowStub command(MigrationOptions options) {
    List<String> arguments = new ArrayList<>(List.of("migrate", guest.name(), "--to", "beta"));
    if (options.maxBandwidth() > 0) {
      arguments.add("--bandwidth");
      arguments.add((options.maxBandwidth() >> 20) + "M");
    }
    command = fleet.fleet().startCli(arguments.toArray(String[]::new));
    return fleet.client().temporal().newUntypedWorkflowStub("domain/" + guest.uuid());
  }

  private void abort() {
    awaitPassed("after-write-source-perform");
    fleet.client().requestAbort(guest.uuid());
  }

  private Gates gates() {
    return fleet.gates();
  }

  @Override
  public void close() {
    guest.close();
    if (command != null) {
      command.close();
    }
  }
}

package dev.drover.tests.matrix;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.Side;
import dev.drover.protocol.StateLayout;
import dev.drover.tests.fault.Hold;
import dev.drover.tests.guest.Crossing;
import dev.drover.tests.guest.LiveGuest;
import dev.drover.tests.guest.PacerLog.Tick;
import dev.drover.tests.guest.Ticks;
import dev.drover.tests.harness.Deadline;
import dev.drover.tests.harness.DroverHost;
import io.temporal.client.WorkflowStub;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is there after a fault, and whether it may be. */
final class Aftermath {
  /** Steps that hang on a dead worker are tried again after half a minute. */
  private static final Duration PATIENCE = Duration.ofSeconds(100);

  private static final Duration SOON = Duration.ofSeconds(30);

  /** Several times as long as anybody waits before he repeats himself. */
  private static final Duration HELD = Duration.ofSeconds(8);

  private final FaultFleet fleet;
  private final LiveGuest guest;
  private final WorkflowStub migration;
  private final Findings findings;
  private final DroverHost source;
  private final DroverHost destination;

  Aftermath(FaultFleet fleet, LiveGuest guest, WorkflowStub migration, Findings findings) {
    this.fleet = requireNonNull(fleet, "fleet is null");
    this.guest = requireNonNull(guest, "guest is null");
    this.migration = requireNonNull(migration, "migration is null");
    this.findings = requireNonNull(findings, "findings is null");
    source = fleet.host(Side.SOURCE);
    destination = fleet.host(Side.DESTINATION);
  }

  /**
   * Waits until the workflow has ended and both hosts' records are closed, and says where the guest
   * is; null if nobody can tell.
   */
  @Nullable Outcome outcome() {
    findings.expect(Violation.STUCK, this::awaitEnd);
    findings.expect(Violation.STUCK, this::awaitClosed);
    if (!findings.isEmpty()) {
      return null;
    }
    boolean there = !source.qemus(guest.uuid()).isEmpty();
    boolean here = !destination.qemus(guest.uuid()).isEmpty();
    if (there && here) {
      findings.add(Violation.SECOND_COPY, "it has a QEMU on both hosts, and no record is open");
      return null;
    }
    return there ? Outcome.STAYED : here ? Outcome.MOVED : Outcome.LOST;
  }

  private void awaitEnd() {
    Deadline.await(
        PATIENCE,
        "the workflow ends",
        () -> migration.describe().getStatus().name(),
        status -> !status.equals("WORKFLOW_EXECUTION_STATUS_RUNNING"));
  }

  private void awaitClosed() {
    Deadline.await(
        SOON,
        "both hosts have closed their records",
        () -> fleet.fleet().leftovers().stream().filter(Aftermath::isRecord).toList(),
        List::isEmpty);
  }

  private static boolean isRecord(String leftover) {
    return leftover.startsWith("job record");
  }

  /**
   * Says that both sides hold still, if they do: for a while nobody hears the guest, both copies
   * are there, and the source's record is open.
   */
  @Nullable Outcome held() {
    int ticks = guest.ticks(source) + guest.ticks(destination);
    Hold.on(HELD);
    boolean silent = ticks == guest.ticks(source) + guest.ticks(destination);
    boolean kept = fleet.hosts().stream().allMatch(host -> host.qemus(guest.uuid()).size() == 1);
    boolean open = fleet.fleet().leftovers().stream().anyMatch(line -> line.contains("job record"));
    return silent && kept && open ? Outcome.HELD : outcome();
  }

  /** Looks for what must not be, given where the guest is. */
  void check(Outcome outcome) {
    switch (outcome) {
      case MOVED -> {
        runsOnlyOn(destination);
        findings.expect(Violation.MISSED, this::crossed);
      }
      case STAYED -> {
        runsOnlyOn(source);
        if (guest.ticks(destination) > 0) {
          findings.add(Violation.SECOND_COPY, "it also ran on " + destination.name());
        }
      }
      case LOST, HELD -> twice();
    }
    for (DroverHost host : fleet.hosts()) {
      Ticks.breaks(guest.log(host).ticks())
          .forEach(line -> findings.add(Violation.SECOND_HISTORY, host.name() + ": " + line));
      guest
          .log(host)
          .complaints()
          .forEach(line -> findings.add(Violation.DAMAGED, host.name() + ": " + line));
    }
  }

  private void crossed() {
    Crossing crossing = guest.crossing(source, destination, 0, 0);
    if (crossing.missed() != 0) {
      findings.add(
          crossing.missed() < 0 ? Violation.SECOND_HISTORY : Violation.MISSED, crossing.toString());
    }
  }

  private void runsOnlyOn(DroverHost host) {
    findings.expect(Violation.STUCK, () -> guest.awaitRunsOn(host));
    findings.expect(Violation.DAMAGED, () -> guest.sweepMemory(host));
    findings.expect(Violation.ORPHAN, () -> guest.awaitNothingBut(host));
  }

  /** A guest that is lost in the end must not have run twice before. */
  private void twice() {
    List<Tick> there = guest.log(source).ticks();
    List<Tick> here = guest.log(destination).ticks();
    if (!there.isEmpty()
        && !here.isEmpty()
        && here.get(0).number() <= there.get(there.size() - 1).number()) {
      findings.add(
          Violation.SECOND_HISTORY,
          "%s there, and then %s here".formatted(there.get(there.size() - 1), here.get(0)));
    }
  }

  /** Returns the longest time between two ticks, wherever they were heard. */
  long longestOutageMicros() {
    List<Tick> all = new ArrayList<>(guest.log(source).ticks());
    all.addAll(guest.log(destination).ticks());
    long longest = 0;
    for (int i = 1; i < all.size(); i++) {
      longest = Math.max(longest, all.get(i).nanos() - all.get(i - 1).nanos());
    }
    return longest / 1000;
  }

  /** Ends the guest wherever it is, and waits until nothing of it is left. */
  void cleanUp(Outcome outcome) {
    switch (outcome) {
      case MOVED -> guest.remove(destination);
      case STAYED -> guest.remove(source);
      case HELD -> {
        // For a person: the fleet is given up with all it has.
      }
      case LOST -> {
        fleet.hosts().stream().filter(this::isDefinedOn).forEach(this::bootAfresh);
        Deadline.await(SOON, "nothing is left", fleet.fleet()::leftovers, List::isEmpty);
      }
    }
  }

  /** Its records are closed: a guest that was lost may be started again, and by nobody else. */
  private void bootAfresh(DroverHost host) {
    int had = guest.ticks(host);
    fleet.client().run("Start", host, guest.uuid());
    guest.awaitTicks(host, had);
    guest.remove(host);
  }

  private boolean isDefinedOn(DroverHost host) {
    return Files.exists(
        host.state()
            .resolve(StateLayout.DOMAINS)
            .resolve(guest.uuid())
            .resolve(StateLayout.DEFINITION));
  }
}

package dev.drover.tests.soak;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.message.MigrationJob;
import dev.drover.tests.guest.PacerLog.Tick;
import dev.drover.tests.harness.Deadline;
import dev.drover.tests.harness.DroverHost;
import dev.drover.tests.harness.ManagedProcess;
import dev.drover.tests.soak.Violation.Kind;
import dev.drover.workflows.WorkflowIds;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowNotFoundException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What must hold once nobody is away: every job has ended, every guest runs in one place, and
 * nothing else is there.
 */
final class CalmCheck {
  /** A move's debts are tried for a minute before it ends. */
  private static final Duration JOBS_END_WITHIN = Duration.ofSeconds(150);

  private static final Duration SETTLED_WITHIN = Duration.ofSeconds(60);
  private static final Duration TICKS_WITHIN = Duration.ofSeconds(20);

  private final SoakParts parts;

  CalmCheck(SoakParts parts) {
    this.parts = requireNonNull(parts, "parts is null");
  }

  /**
   * Brings all movers to the end of what they are at, looks, and lets them stand.
   *
   * @param away victims that should be back, and are not
   */
  void run(Set<String> away) throws InterruptedException {
    say("calm: everybody is back");
    away.forEach(one -> parts.found(Kind.DEFECT, Chronicle.FLEET, one + " is still away"));
    for (String mover : parts.pace().halt(JOBS_END_WITHIN)) {
      parts.found(
          Kind.STUCK_JOB,
          mover,
          "its job has not ended %d s after the fleet was whole again: %s"
              .formatted(JOBS_END_WITHIN.toSeconds(), job(mover)));
    }
    say("calm: no job runs");
    parts.takeMoves().forEach(this::cleanupEnds);
    checkWorkers();
    say("calm: debts are paid");
    parts.fleet().guests().forEach(this::checkGuest);
    say("calm: guests are whole");
    checkLeftovers();
    say("calm: nothing is left over");
    parts.fleet().guests().forEach(this::judgeHistory);
  }

  private void say(String text) {
    parts.chronicle().add(Chronicle.FLEET, text);
  }

  /** Judges what was heard of a guest until now. */
  void judgeHistory(SoakGuest guest) {
    parts.findings().addAll(Histories.judge(guest.name(), guest.heard()));
  }

  private String job(String mover) {
    try {
      SoakGuest guest =
          parts.fleet().guests().stream()
              .filter(one -> one.name().equals(mover))
              .findFirst()
              .orElseThrow();
      MigrationJob job = parts.fleet().client().job(guest.uuid());
      return "step %s, source %s, destination %s, %s"
          .formatted(job.step(), job.sourceWord(), job.destinationWord(), job.reasons());
    } catch (DroverException e) {
      return e.getMessage();
    }
  }

  private void cleanupEnds(Move move) {
    String id = WorkflowIds.cleanup(move.migrationId());
    attempt(
        Kind.STUCK_JOB,
        Chronicle.FLEET,
        () -> Deadline.await(SETTLED_WITHIN, "the end of " + id, () -> runs(id), runs -> !runs));
  }

  private boolean runs(String workflowId) {
    try {
      return parts
              .fleet()
              .client()
              .temporal()
              .newUntypedWorkflowStub(workflowId)
              .describe()
              .getStatus()
          == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
    } catch (WorkflowNotFoundException e) {
      return false;
    }
  }

  private void checkWorkers() {
    List<DroverHost> all = new ArrayList<>(parts.fleet().hosts());
    all.add(parts.fleet().coordinator());
    for (DroverHost host : all) {
      List<ManagedProcess> workers = parts.fleet().workers(host);
      if (!host.worker().isAlive()) {
        parts.found(Kind.DEFECT, host.name(), "its worker ended by itself");
      }
      for (ManagedProcess worker : workers) {
        worker.output().stream()
            .filter(line -> line.contains("ALARM") || line.contains("Exception in thread"))
            .forEach(line -> parts.found(Kind.DEFECT, host.name(), line));
      }
    }
  }

  private void checkGuest(SoakGuest guest) {
    long since = System.nanoTime();
    DroverHost host = guest.where();
    attempt(
        Kind.LOST_GUEST,
        guest.name(),
        () ->
            Deadline.await(
                TICKS_WITHIN,
                "ticks of %s on %s".formatted(guest.name(), host.name()),
                () -> guest.last(host),
                tick -> tick.map(Tick::nanos).orElse(since) > since));
    attempt(Kind.BROKEN_MEMORY, guest.name(), () -> sweepMemory(guest, host));
  }

  /** Lets the guest check all that it rewrites; what it finds wrong is in its history. */
  private static void sweepMemory(SoakGuest guest, DroverHost host) {
    int before = guest.reader(host).sweeps();
    guest.reader(host).load(200);
    Deadline.await(
        TICKS_WITHIN,
        "two sweeps over memory of " + guest.name(),
        () -> guest.reader(host).sweeps(),
        sweeps -> sweeps >= before + 2);
    guest.reader(host).load(guest.load());
  }

  /** Each guest's QEMU and folder where it is, and nothing else anywhere. */
  private void checkLeftovers() {
    attempt(
        Kind.ORPHAN,
        Chronicle.FLEET,
        () ->
            Deadline.await(
                SETTLED_WITHIN, "nothing but the guests", this::beyondGuests, Set::isEmpty));
  }

  private Set<String> beyondGuests() {
    Set<String> found = new TreeSet<>(parts.fleet().fleet().leftovers());
    for (SoakGuest guest : parts.fleet().guests()) {
      DroverHost host = guest.where();
      Optional<ProcessHandle> qemu = host.qemus(guest.uuid()).stream().findFirst();
      qemu.ifPresent(process -> found.remove("process " + process.pid()));
      found.remove("domain folder " + host.state().resolve("domains").resolve(guest.uuid()));
    }
    return found;
  }

  private void attempt(Kind kind, String about, Runnable check) {
    try {
      check.run();
    } catch (AssertionError | RuntimeException e) {
      parts.found(kind, about, String.valueOf(e.getMessage()));
    }
  }
}

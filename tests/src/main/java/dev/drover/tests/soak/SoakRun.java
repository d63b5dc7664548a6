package dev.drover.tests.soak;

import static java.util.Objects.requireNonNull;

import dev.drover.tests.harness.TemporalServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One run: the fleet, the movers, the faults in rounds with a check after each, the summary. */
final class SoakRun {
  private static final int FAULTS_A_ROUND = 15;

  private final Plan plan;
  private final TemporalServer.Starter server;
  private final boolean keep;
  private final Chronicle chronicle = new Chronicle();
  private volatile @Nullable SoakParts parts;
  private volatile boolean interrupted;
  private volatile boolean closed;

  SoakRun(Plan plan, TemporalServer.Starter server, boolean keep) {
    this.plan = requireNonNull(plan, "plan is null");
    this.server = requireNonNull(server, "server is null");
    this.keep = keep;
  }

  /** Runs the plan, ends the fleet, and says what there was. */
  Summary run() {
    say("seed %d, %d faults".formatted(plan.seed(), plan.faults().size()));
    try (SoakFleet started = SoakFleet.start(server, plan)) {
      SoakParts shared = new SoakParts(started, chronicle);
      parts = shared;
      say(
          "Temporal (%s) on %s; hosts %s, %s; %d guests"
              .formatted(
                  started.fleet().server().title(),
                  started.fleet().address(),
                  plan.lockspace() ? "with a lockspace" : "without leases",
                  plan.hostsCoordinate() ? "coordinate, too" : "do not coordinate",
                  started.guests().size()));
      started.guests().forEach(guest -> boot(started, guest));
      long begin = System.nanoTime();
      soak(shared);
      Summary summary =
          Summary.of(
              plan,
              shared,
              started.fleet().server().title(),
              Duration.ofNanos(System.nanoTime() - begin));
      conclude(shared, summary);
      return summary;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    } finally {
      closed = true;
    }
  }

  private static void boot(SoakFleet fleet, SoakGuest guest) {
    fleet.client().define(guest.where(), guest.uuid(), guest.xml());
    fleet.client().run("Start", guest.where(), guest.uuid());
  }

  private void soak(SoakParts parts) throws InterruptedException {
    List<Mover> movers = new ArrayList<>();
    for (SoakGuest guest : parts.fleet().guests()) {
      movers.add(new Mover(parts, guest, plan.ofGuest(movers.size())));
    }
    CalmCheck check = new CalmCheck(parts);
    try (Injector injector = new Injector(parts, movers);
        CopyWatch watch =
            new CopyWatch(parts.fleet().guests(), parts.fleet().hosts(), parts.findings()::add)) {
      requireNonNull(watch, "watch is null");
      movers.forEach(mover -> start(parts, mover));
      for (PlannedFault fault : plan.faults()) {
        if (interrupted || !parts.findings().isEmpty()) {
          break;
        }
        injector.carryOut(fault);
        parts.fleet().guests().forEach(check::judgeHistory);
        if (fault.number() % FAULTS_A_ROUND == 0) {
          check.run(injector.awaitBack());
          say("%d faults, %s".formatted(fault.number(), parts.tally().moves()));
          parts.pace().goOn();
        }
      }
      check.run(injector.awaitBack());
      parts.pace().end();
    }
  }

  private static void start(SoakParts parts, Mover mover) {
    parts.pace().begins(mover.guest().name());
    Thread thread = new Thread(mover, "mover of " + mover.guest().name());
    thread.setDaemon(true);
    thread.start();
  }

  private void conclude(SoakParts parts, Summary summary) {
    parts.findings().report().forEach(SoakRun::say);
    summary.lines().forEach(SoakRun::say);
    keepIfWanted(parts);
  }

  private void keepIfWanted(SoakParts parts) {
    if (keep || !parts.findings().isEmpty()) {
      new Timeline(chronicle, parts.fleet()).write(parts.fleet().fleet().root().resolve("logs"));
      parts.fleet().fleet().keepFiles();
      say("the fleet's folders and all logs stay in " + parts.fleet().fleet().root());
    }
  }

  /** Ctrl-C: no guest and no process may outlive the soak. */
  void interrupt() {
    SoakParts running = parts;
    if (!closed && running != null) {
      interrupted = true;
      running.pace().end();
      say("interrupted after %d faults".formatted(running.tally().faultCount()));
      running.findings().report().forEach(SoakRun::say);
      keepIfWanted(running);
      running.fleet().close();
    }
  }

  private static void say(String line) {
    System.out.println("soak: " + line);
  }
}

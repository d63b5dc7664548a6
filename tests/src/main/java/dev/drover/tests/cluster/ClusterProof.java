package dev.drover.tests.cluster;

import dev.drover.tests.guest.LiveGuest;
import dev.drover.tests.harness.FleetClient;
import dev.drover.tests.harness.Report;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Starts what a fleet runs, and moves a guest while parts of it crash; {@code ./dev cluster}. Ends
 * with status 0 only if all of it held.
 */
public final class ClusterProof {
  private final Cluster cluster = new Cluster();
  private final Report report = new Report("cluster");
  private final boolean stay;
  private volatile boolean interrupted;

  private ClusterProof(boolean stay) {
    this.stay = stay;
  }

  /** Runs the proof; {@code --stay} leaves everything running afterwards, until SIGINT. */
  public static void main(String[] arguments) {
    ClusterProof proof = new ClusterProof(List.of(arguments).contains("--stay"));
    Runtime.getRuntime().addShutdownHook(new Thread(proof::interrupted, "cluster-shutdown"));
    System.exit(proof.run() ? 0 : 1);
  }

  /** After a run there is nothing left to end; after Ctrl-C there is. */
  private void interrupted() {
    interrupted = true;
    cluster.close();
  }

  private boolean run() {
    try {
      Cluster.Parts parts = cluster.start(Programs.ofThisRun(), report::say);
      FleetClient client = cluster.keep(FleetClient.of(parts.fleet()));
      LiveGuest guest =
          cluster.keep(
              LiveGuest.boot(parts.fleet(), client, "pacer", 0, parts.alpha(), parts.beta()));
      new Proof(parts, client, guest, report).run();
      if (stay) {
        stay(parts);
      }
      guest.remove(parts.beta());
      report.check(true, "no process, record or folder of the guest remains", "");
    } catch (AssertionError | RuntimeException e) {
      if (interrupted) {
        return false;
      }
      report.check(false, "", String.valueOf(e.getMessage()));
    }
    cluster.close();
    return report.conclude();
  }

  private void stay(Cluster.Parts parts) {
    report.say("Temporal:   " + parts.temporal().address());
    report.say("web page:   " + parts.page().url());
    report.say("Prometheus: " + parts.prometheus().url());
    report.say("workers:    " + parts.alpha().metrics() + " and " + parts.beta().metrics());
    report.say("try it:     export TEMPORAL_ADDRESS=" + parts.temporal().address());
    report.say("            ./drover list; ./drover migrate pacer --to alpha");
    report.say("Ctrl-C ends it.");
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

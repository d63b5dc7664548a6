package dev.drover.tests.cluster;

import static java.util.Objects.requireNonNull;

import dev.drover.tests.harness.DroverHost;
import dev.drover.tests.harness.ForeignTemporal;
import dev.drover.tests.harness.TestFleet;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Everything that a fleet of two hosts needs: PostgreSQL, Temporal, its web page, the hosts and
 * Prometheus. May be closed at any moment, from another thread too: what is there by then ends.
 */
final class Cluster implements AutoCloseable {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private boolean closed;

  /**
   * What has started.
   *
   * @param alpha where the guest begins
   */
  record Parts(
      Postgres postgres,
      Temporal temporal,
      WebPage page,
      Prometheus prometheus,
      TestFleet fleet,
      DroverHost alpha,
      DroverHost beta) {}

  /**
   * Starts everything, one after the other.
   *
   * @param say hears of each part that serves
   */
  Parts start(Programs programs, Consumer<String> say) {
    Postgres postgres = keep(Postgres.create(programs, Ports.free(1).next()));
    postgres.service().start();
    say.accept("PostgreSQL serves on 127.0.0.1:" + postgres.port());
    Temporal temporal = keep(Temporal.prepare(programs, postgres));
    say.accept("schema made by deploy/schema.sh: " + temporal.schemaVersions());
    temporal.service().start();
    temporal.makeNamespace();
    say.accept(
        "Temporal serves on "
            + temporal.address()
            + ", namespace and search attributes made by deploy/namespace.sh");
    WebPage page = keep(WebPage.start(programs, temporal.address()));
    say.accept("Temporal's web page: " + page.url());
    TestFleet fleet =
        keep(TestFleet.start(folder -> new ForeignTemporal(temporal.address(), false)));
    DroverHost alpha = fleet.host("alpha");
    DroverHost beta = fleet.host("beta");
    say.accept("hosts alpha and beta are ready, with certificates of one authority");
    Prometheus prometheus =
        keep(
            Prometheus.start(
                programs,
                Map.of(
                    "temporal",
                    List.of(temporal.metrics()),
                    "drover",
                    List.of(alpha.metrics(), beta.metrics()))));
    say.accept("Prometheus: " + prometheus.url() + ", " + prometheus.rules() + " rules");
    return new Parts(postgres, temporal, page, prometheus, fleet, alpha, beta);
  }

  /** Takes care that something is closed with the cluster, before what came earlier. */
  synchronized <T extends AutoCloseable> T keep(T part) {
    requireNonNull(part, "part is null");
    if (closed) {
      close(part);
      throw new AssertionError("the cluster ends already");
    }
    open.push(part);
    return part;
  }

  @Override
  public synchronized void close() {
    closed = true;
    while (!open.isEmpty()) {
      close(open.pop());
    }
  }

  /** One that does not end must not keep the others from ending. */
  private static void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception | AssertionError e) {
      System.out.println("cluster: " + e.getMessage());
    }
  }
}

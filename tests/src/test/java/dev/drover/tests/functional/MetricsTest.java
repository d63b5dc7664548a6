package dev.drover.tests.functional;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.protocol.message.MigrationOptions;
import dev.drover.protocol.message.MigrationResult;
import dev.drover.protocol.message.Statistics;
import dev.drover.tests.guest.LiveGuest;
import dev.drover.tests.harness.Deadline;
import dev.drover.tests.harness.DroverHost;
import dev.drover.tests.harness.FleetClient;
import dev.drover.tests.harness.TwoHosts;
import dev.drover.tests.monitoring.MetricNames;
import dev.drover.tests.monitoring.Promtool;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a Prometheus would read of two workers between which a guest moves. */
@Tag("qemu")
@Timeout(120)
class MetricsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Pattern FAMILY = Pattern.compile("(?m)^# TYPE (drover_\\w+) ");
  private static final String COMMITTED =
      "drover_moves_total{code=\"none\",outcome=\"committed\",role=\"%s\"}";

  /** The guest's 32 MiB take about four seconds. */
  private static final MigrationOptions SLOW = new MigrationOptions(8 << 20, 0);

  private static TwoHosts hosts;

  @BeforeAll
  static void startFleet() {
    hosts = TwoHosts.start();
  }

  @AfterAll
  static void endFleet() {
    hosts.close();
  }

  @Test
  void aMoveBetweenTwoScrapesLeavesItsFinalNumbersAndOnlyDocumentedNames() {
    try (LiveGuest guest = LiveGuest.boot(hosts, "counted", 0)) {
      moves(guest);
      guest.remove(hosts.beta());
    }
  }

  private static void moves(LiveGuest guest) {
    Set<String> seen = new TreeSet<>(families(scrape(hosts.alpha())));
    guest.fillMemory(hosts.alpha());
    WorkflowStub migration = hosts.client().start(guest.uuid(), hosts.alpha(), hosts.beta(), SLOW);
    String moving =
        Deadline.await(
            PATIENCE,
            "the guest's own numbers",
            () -> scrape(hosts.alpha()),
            text -> text.contains("drover_running_move_sent_bytes{"));
    assertThat(moving).contains("domain=\"" + guest.uuid() + "\",name=\"counted\"");
    seen.addAll(families(moving));
    MigrationResult result = FleetClient.await(migration);
    guest.awaitNothingBut(hosts.beta());

    Statistics numbers = requireNonNull(result.statistics());
    String source = scrape(hosts.alpha());
    assertThat(value(source, COMMITTED.formatted("outgoing"))).isEqualTo(1);
    assertThat(value(scrape(hosts.beta()), COMMITTED.formatted("incoming"))).isEqualTo(1);
    assertThat(value(source, "drover_blackout_seconds_max{runs_on=\"destination\"}") * 1_000_000)
        .isCloseTo(requireNonNull(numbers.blackoutMicros()), Offset.offset(1.0));
    assertThat(value(source, "drover_move_sent_bytes_total"))
        .isEqualTo((double) numbers.transferredBytes());
    assertThat(source).doesNotContain(guest.uuid());
    seen.addAll(families(source));
    assertThat(seen).isEqualTo(MetricNames.documented().own());
  }

  @Test
  void promtoolHasNothingToSayAgainstNames() {
    Promtool.Said said = Promtool.orSkip().run(scrape(hosts.alpha()), "check", "metrics");

    // What it says against the SDK's meters is the SDK's.
    assertThat(said.output().lines().filter(line -> !line.startsWith("temporal_"))).isEmpty();
  }

  private static String scrape(DroverHost host) {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(URI.create("http://" + host.metrics() + "/metrics"))
                  .timeout(PATIENCE)
                  .build(),
              BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      throw new AssertionError("no scrape of " + host.name(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static Set<String> families(String scrape) {
    Set<String> names = new TreeSet<>();
    FAMILY.matcher(scrape).results().forEach(found -> names.add(found.group(1)));
    return names;
  }

  private static double value(String scrape, String series) {
    Matcher line = Pattern.compile("(?m)^" + Pattern.quote(series) + " (\\S+)$").matcher(scrape);
    assertThat(line.find()).as(series + " in\n" + scrape).isTrue();
    return Double.parseDouble(line.group(1));
  }
}

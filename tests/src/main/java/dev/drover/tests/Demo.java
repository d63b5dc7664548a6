package dev.drover.tests;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drover.tests.guest.Crossing;
import dev.drover.tests.guest.PacerDomain;
import dev.drover.tests.guest.PacerImage;
import dev.drover.tests.guest.PacerLog.Tick;
import dev.drover.tests.guest.PacerReader;
import dev.drover.tests.guest.Ticks;
import dev.drover.tests.harness.Deadline;
import dev.drover.tests.harness.DroverHost;
import dev.drover.tests.harness.History;
import dev.drover.tests.harness.TestFleet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Two hosts on this machine, one guest of 1 GiB that ticks on its serial port: it moves from alpha
 * to beta and back while it runs, and nothing remains. Ends with status 0 only if all of it held.
 */
public final class Demo {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TestFleet fleet;
  private final PacerDomain domain;
  private final List<String> wrong = new ArrayList<>();

  private Demo(TestFleet fleet, PacerDomain domain) {
    this.fleet = fleet;
    this.domain = domain;
  }

  /** Runs the demo. */
  public static void main(String[] arguments) {
    int status;
    try (TestFleet fleet = TestFleet.start()) {
      Path kernel = PacerImage.build(TestFleet.repository(), fleet.root().resolve("pacer"), 32, 0);
      PacerDomain domain =
          new PacerDomain("pacer", UUID.randomUUID().toString(), PacerDomain.ONE_GIB, kernel);
      status = new Demo(fleet, domain).run();
    } catch (AssertionError e) {
      System.out.println("demo: " + e.getMessage());
      status = 1;
    }
    System.exit(status);
  }

  private int run() {
    say("Temporal (embedded, not durable) serves on " + fleet.address());
    DroverHost alpha = fleet.host("alpha");
    DroverHost beta = fleet.host("beta");
    show("hosts");
    String file = domain.write(fleet.root().resolve("pacer.xml")).toString();
    try (PacerReader onAlpha = reader(alpha);
        PacerReader onBeta = reader(beta)) {
      show("define", file, "--host", "alpha");
      show("start", "pacer");
      ticking(onAlpha, "alpha", 0);
      show("list");
      move(onAlpha, onBeta, "beta");
      move(onBeta, onAlpha, "alpha");
      memory(onAlpha);
      show("list");
      show("destroy", "pacer");
      show("undefine", "pacer");
    }
    List<String> left = fleet.leftovers();
    check(left.isEmpty(), "no process, socket or folder remains", "left behind: " + left);
    wrong.forEach(line -> System.out.println("demo: WRONG: " + line));
    say(wrong.isEmpty() ? "done, all of it held" : "failed");
    return wrong.isEmpty() ? 0 : 1;
  }

  private PacerReader reader(DroverHost host) {
    return PacerReader.listen(host.runFolder(domain.uuid()).resolve("serial0.sock"));
  }

  private void ticking(PacerReader reader, String host, int after) {
    int seen =
        Deadline.await(
            PATIENCE, "ticks on " + host, () -> reader.log().count(), count -> count > after + 250);
    say("the guest ticks on " + host + ": " + (seen - after) + " ticks heard, one every 2 ms");
  }

  /** Moves the guest, and compares what drover says with what the guest says. */
  private void move(PacerReader from, PacerReader to, String destination) {
    int before = to.log().count();
    JsonNode result =
        json(
            fleet.cli("migrate", "pacer", "--to", destination, "--output", "json").orFail().text());
    ticking(to, destination, before);
    Deadline.await(PATIENCE, "the source's QEMU is gone", from::isConnected, left -> !left);
    List<Tick> there = from.log().ticks();
    List<Tick> here = to.log().ticks().subList(before, to.log().count());
    Crossing crossing = Crossing.of(there, here, from.log().tail() + to.log().head());
    JsonNode statistics = result.path("statistics");
    say(
        "moved to %s: %d ms in all, %d bytes sent"
            .formatted(
                destination,
                statistics.path("totalMillis").asLong(),
                statistics.path("transferredBytes").asLong()));
    say(
        "blackout by the source's clock, STOP to the answer committed: %.1f ms"
            .formatted(statistics.path("blackoutMicros").asLong() / 1000.0));
    say(
        "blackout by the guest, last tick there (%d) to first tick here (%d): %.1f ms"
            .formatted(crossing.lastThere(), crossing.firstHere(), crossing.gapMicros() / 1000.0));
    check(
        crossing.missed() == 0,
        crossing.torn().isEmpty()
            ? "no tick missed, none executed twice"
            : "no tick missed, none executed twice; a line was cut in two, half on each host",
        "between tick %d and tick %d, %d were not heard"
            .formatted(crossing.lastThere(), crossing.firstHere(), crossing.missed()));
    check(
        Ticks.breaks(here).isEmpty(), "the counter goes on by one", Ticks.breaks(here).toString());
    long inside =
        History.of(fleet.address(), "domain/" + domain.uuid())
            .eventsBetween(
                statistics.path("stoppedAtEpochMicros").asLong(),
                statistics.path("answeredAtEpochMicros").asLong());
    check(
        inside == 0,
        "no Temporal event lies inside the blackout",
        inside + " Temporal events lie inside the blackout");
  }

  /** Lets the guest go through all of its memory twice: each page is checked as it is rewritten. */
  private void memory(PacerReader reader) {
    int before = reader.log().sweeps();
    reader.load(200);
    Deadline.await(
        PATIENCE,
        "two sweeps over memory",
        () -> reader.log().sweeps() - before,
        done -> done >= 3);
    check(
        reader.log().complaints().isEmpty(),
        "the guest finds its memory whole",
        "the guest complains: " + reader.log().complaints());
  }

  private void show(String... arguments) {
    System.out.println("$ drover " + String.join(" ", arguments));
    fleet.cli(arguments).orFail().output().forEach(System.out::println);
  }

  private void check(boolean holds, String truth, String otherwise) {
    if (holds) {
      say("  ok: " + truth);
    } else {
      wrong.add(otherwise);
    }
  }

  private static void say(String line) {
    System.out.println("demo: " + line);
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }
}

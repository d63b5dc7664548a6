package dev.drover.tests.demo;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drover.tests.harness.DroverHost;
import dev.drover.tests.harness.History;
import dev.drover.tests.harness.Report;
import dev.drover.tests.harness.TestFleet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The road that every guest of the demo takes: define, start, there and back, destroy. */
final class RoundTrip {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TestFleet fleet;
  private final DemoGuest guest;
  private final Report report;

  RoundTrip(TestFleet fleet, DemoGuest guest, Report report) {
    this.fleet = requireNonNull(fleet, "fleet is null");
    this.guest = requireNonNull(guest, "guest is null");
    this.report = requireNonNull(report, "report is null");
  }

  void run(DroverHost alpha, DroverHost beta) {
    Path file = fleet.root().resolve(guest.name() + ".xml");
    try {
      Files.writeString(file, guest.definition());
    } catch (IOException e) {
      throw new UncheckedIOException("the definition of " + guest.name() + " is not written", e);
    }
    show("hosts");
    show("define", file.toString(), "--host", alpha.name());
    show("start", guest.name());
    guest.awaitBoot(alpha);
    show("list");
    for (int round = 0; round < guest.rounds(); round++) {
      move(alpha, beta);
      move(beta, alpha);
    }
    guest.checkItself(alpha);
    show("list");
    show("destroy", guest.name());
    show("undefine", guest.name());
    guest.sumUp();
    List<String> left = fleet.leftovers();
    report.check(left.isEmpty(), "no process, socket or folder remains", "left behind: " + left);
  }

  private void move(DroverHost from, DroverHost to) {
    guest.leaving(from, to);
    JsonNode statistics =
        json(fleet
                .cli("migrate", guest.name(), "--to", to.name(), "--output", "json")
                .orFail()
                .text())
            .path("statistics");
    Move move =
        new Move(
            from,
            to,
            statistics.path("totalMillis").asLong(),
            statistics.path("transferredBytes").asLong(),
            statistics.path("blackoutMicros").asLong());
    report.say(
        "moved to %s: %d ms in all, %d bytes sent"
            .formatted(to.name(), move.totalMillis(), move.sentBytes()));
    report.say(
        "blackout by the source's clock, STOP to the answer committed: %.1f ms"
            .formatted(move.blackoutMicros() / 1000.0));
    guest.arrived(move);
    long inside =
        History.of(fleet.address(), "domain/" + guest.uuid())
            .eventsBetween(
                statistics.path("stoppedAtEpochMicros").asLong(),
                statistics.path("answeredAtEpochMicros").asLong());
    report.check(
        inside == 0,
        "no Temporal event lies inside the blackout",
        inside + " Temporal events lie inside the blackout");
  }

  private void show(String... arguments) {
    System.out.println("$ drover " + String.join(" ", arguments));
    fleet.cli(arguments).orFail().output().forEach(System.out::println);
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }
}

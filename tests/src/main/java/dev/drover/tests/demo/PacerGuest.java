package dev.drover.tests.demo;

import static java.util.Objects.requireNonNull;

import dev.drover.tests.guest.Crossing;
import dev.drover.tests.guest.PacerDomain;
import dev.drover.tests.guest.PacerImage;
import dev.drover.tests.guest.PacerLog.Tick;
import dev.drover.tests.guest.PacerReader;
import dev.drover.tests.guest.Ticks;
import dev.drover.tests.harness.Deadline;
import dev.drover.tests.harness.DroverHost;
import dev.drover.tests.harness.Report;
import dev.drover.tests.harness.TestFleet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A guest of 1 GiB that counts aloud on its serial port, every 2 ms. */
final class PacerGuest implements DemoGuest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Report report;
  private final PacerDomain domain;
  private final Map<DroverHost, PacerReader> readers = new LinkedHashMap<>();

  /** How many ticks a host had heard when the guest last set out for it. */
  private final Map<DroverHost, Integer> heardBefore = new HashMap<>();

  PacerGuest(TestFleet fleet, List<DroverHost> hosts, Report report) {
    this.report = requireNonNull(report, "report is null");
    Path kernel = PacerImage.build(TestFleet.repository(), fleet.root().resolve("pacer"), 32, 0);
    domain = new PacerDomain("pacer", UUID.randomUUID().toString(), PacerDomain.ONE_GIB, kernel);
    for (DroverHost host : hosts) {
      readers.put(host, PacerReader.listen(host.runFolder(domain.uuid()).resolve("serial0.sock")));
    }
  }

  @Override
  public String name() {
    return domain.name();
  }

  @Override
  public String uuid() {
    return domain.uuid();
  }

  @Override
  public String definition() {
    return domain.xml();
  }

  @Override
  public int rounds() {
    return 1;
  }

  @Override
  public void awaitBoot(DroverHost on) {
    awaitTicks(on, 0);
  }

  @Override
  public void leaving(DroverHost from, DroverHost to) {
    heardBefore.put(to, reader(to).log().count());
  }

  @Override
  public void arrived(Move move) {
    DroverHost from = move.from();
    DroverHost to = move.to();
    int before = requireNonNull(heardBefore.get(to), "it never left");
    awaitTicks(to, before);
    Deadline.await(PATIENCE, "the source's QEMU is gone", reader(from)::isConnected, left -> !left);
    List<Tick> there = reader(from).log().ticks();
    List<Tick> here = reader(to).log().ticks();
    here = here.subList(before, here.size());
    Crossing crossing =
        Crossing.of(there, here, reader(from).log().tail() + reader(to).log().head());
    report.say(
        "blackout by the guest, last tick there (%d) to first tick here (%d): %.1f ms"
            .formatted(crossing.lastThere(), crossing.firstHere(), crossing.gapMicros() / 1000.0));
    report.check(
        crossing.missed() == 0,
        crossing.torn().isEmpty()
            ? "no tick missed, none executed twice"
            : "no tick missed, none executed twice; a line was cut in two, half on each host",
        "between tick %d and tick %d, %d were not heard"
            .formatted(crossing.lastThere(), crossing.firstHere(), crossing.missed()));
    report.check(
        Ticks.breaks(here).isEmpty(), "the counter goes on by one", Ticks.breaks(here).toString());
  }

  /** Lets the guest go through all of its memory twice: each page is checked as it is rewritten. */
  @Override
  public void checkItself(DroverHost on) {
    PacerReader reader = reader(on);
    int before = reader.log().sweeps();
    reader.load(200);
    Deadline.await(
        PATIENCE,
        "two sweeps over memory",
        () -> reader.log().sweeps() - before,
        done -> done >= 3);
    report.check(
        reader.log().complaints().isEmpty(),
        "the guest finds its memory whole",
        "the guest complains: " + reader.log().complaints());
  }

  @Override
  public void sumUp() {
    // It leaves nothing, and the moves have been told of one by one.
  }

  private void awaitTicks(DroverHost host, int after) {
    int seen =
        Deadline.await(
            PATIENCE,
            "ticks on " + host.name(),
            () -> reader(host).log().count(),
            count -> count > after + 250);
    report.say(
        "the guest ticks on %s: %d ticks heard, one every 2 ms"
            .formatted(host.name(), seen - after));
  }

  private PacerReader reader(DroverHost host) {
    return requireNonNull(readers.get(host), "nobody listens there");
  }

  @Override
  public void close() {
    readers.values().forEach(PacerReader::close);
  }
}

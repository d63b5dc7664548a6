package dev.drover.tests.guest;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.message.MigrationOptions;
import dev.drover.protocol.message.MigrationResult;
import dev.drover.tests.guest.PacerLog.Tick;
import dev.drover.tests.harness.Deadline;
import dev.drover.tests.harness.DroverHost;
import dev.drover.tests.harness.FleetClient;
import dev.drover.tests.harness.TestFleet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A test guest that has booted, heard on every host that it may come to. */
public final class LiveGuest implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MEBIBYTES = 32;

  private final FleetClient client;
  private final PacerDomain domain;
  private final Map<DroverHost, PacerReader> readers = new LinkedHashMap<>();

  private LiveGuest(FleetClient client, PacerDomain domain, List<DroverHost> hosts) {
    this.client = requireNonNull(client, "client is null");
    this.domain = requireNonNull(domain, "domain is null");
    hosts.forEach(
        host ->
            readers.put(
                host, PacerReader.listen(host.runFolder(domain.uuid()).resolve("serial0.sock"))));
  }

  /**
   * Defines and starts a small guest on the first of the hosts, and waits until it ticks.
   *
   * @param pagesPerTick how busy it is, see {@link PacerImage#build}
   */
  public static LiveGuest boot(
      TestFleet fleet, FleetClient client, String name, int pagesPerTick, DroverHost... hosts) {
    Path kernel =
        PacerImage.build(
            TestFleet.repository(), fleet.root().resolve(name + ".img"), MEBIBYTES, pagesPerTick);
    PacerDomain domain =
        new PacerDomain(name, UUID.randomUUID().toString(), PacerDomain.SMALL, kernel);
    LiveGuest guest = new LiveGuest(client, domain, List.of(hosts));
    client.define(hosts[0], domain.uuid(), domain.xml());
    client.run("Start", hosts[0], domain.uuid());
    guest.awaitTicks(hosts[0], 0);
    return guest;
  }

  public String name() {
    return domain.name();
  }

  public String uuid() {
    return domain.uuid();
  }

  /** Returns what was heard on a host. */
  public PacerLog log(DroverHost host) {
    return requireNonNull(readers.get(host), "nobody listens there").log();
  }

  /** Returns the reader on a host. */
  public PacerReader reader(DroverHost host) {
    return requireNonNull(readers.get(host), "nobody listens there");
  }

  /** Returns how many ticks a host has heard until now. */
  public int ticks(DroverHost host) {
    return log(host).count();
  }

  /** Waits until a host has heard a hundred ticks more than it had. */
  public void awaitTicks(DroverHost host, int had) {
    Deadline.await(
        PATIENCE,
        "ticks of " + name() + " on " + host.name(),
        () -> ticks(host),
        count -> count > had + 100);
  }

  /** Waits until the guest ticks on a host from now on. */
  public void awaitRunsOn(DroverHost host) {
    awaitTicks(host, ticks(host));
  }

  /** Moves the guest and waits for the end. */
  public MigrationResult move(DroverHost from, DroverHost to, MigrationOptions options) {
    return FleetClient.await(client.start(uuid(), from, to, options));
  }

  /**
   * Returns the ticks in the order of their numbers' coming, of both hosts: what one guest did that
   * went from the first to the second.
   */
  public Crossing crossing(DroverHost from, DroverHost to, int hadThere, int hadHere) {
    List<Tick> there = log(from).ticks();
    List<Tick> here = log(to).ticks();
    return Crossing.of(there.subList(hadThere, there.size()), here.subList(hadHere, here.size()));
  }

  /** Ends the guest and forgets it; what happened to it before does not matter. */
  public void remove(DroverHost... hosts) {
    for (DroverHost host : hosts) {
      attempt("Destroy", host);
      attempt("Undefine", host);
    }
  }

  private void attempt(String job, DroverHost host) {
    try {
      client.run(job, host, uuid());
    } catch (DroverException notThere) {
      // leftovers() tells whether anything remains.
    }
  }

  @Override
  public void close() {
    readers.values().forEach(PacerReader::close);
  }
}

package dev.drover.tests.guest;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.message.MigrationOptions;
import dev.drover.protocol.message.MigrationResult;
import dev.drover.tests.guest.PacerLog.Tick;
import dev.drover.tests.harness.Deadline;
import dev.drover.tests.harness.DroverHost;
import dev.drover.tests.harness.FleetClient;
import dev.drover.tests.harness.TestFleet;
import dev.drover.tests.harness.TwoHosts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A test guest that has booted, heard on every host that it may come to. */
public final class LiveGuest implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MEBIBYTES = 32;

  private final TestFleet fleet;
  private final FleetClient client;
  private final PacerDomain domain;
  private final Map<DroverHost, PacerReader> readers = new LinkedHashMap<>();

  private LiveGuest(
      TestFleet fleet, FleetClient client, PacerDomain domain, List<DroverHost> hosts) {
    this.fleet = requireNonNull(fleet, "fleet is null");
    this.client = requireNonNull(client, "client is null");
    this.domain = requireNonNull(domain, "domain is null");
    hosts.forEach(
        host ->
            readers.put(
                host, PacerReader.listen(host.runFolder(domain.uuid()).resolve("serial0.sock"))));
  }

  /** Boots a small guest on alpha that may go to beta. */
  public static LiveGuest boot(TwoHosts hosts, String name, int pagesPerTick) {
    return boot(hosts.fleet(), hosts.client(), name, pagesPerTick, hosts.alpha(), hosts.beta());
  }

  /** Boots a small guest with a disk on alpha that may go to beta. */
  public static LiveGuest boot(TwoHosts hosts, String name, int pagesPerTick, GuestDisk disk) {
    return boot(
        hosts.fleet(),
        hosts.client(),
        name,
        pagesPerTick,
        PacerDomain.SMALL,
        disk,
        hosts.alpha(),
        hosts.beta());
  }

  /**
   * Defines and starts a small guest on the first of the hosts, and waits until it ticks.
   *
   * @param pagesPerTick how busy it is, see {@link PacerImage#build}
   */
  public static LiveGuest boot(
      TestFleet fleet, FleetClient client, String name, int pagesPerTick, DroverHost... hosts) {
    return boot(fleet, client, name, pagesPerTick, PacerDomain.SMALL, null, hosts);
  }

  /**
   * Defines and starts a guest of any size on the first of the hosts, and waits until it ticks.
   *
   * @param pagesPerTick how busy it is, see {@link PacerImage#build}
   * @param memoryKib see {@link PacerDomain}
   */
  public static LiveGuest boot(
      TestFleet fleet,
      FleetClient client,
      String name,
      int pagesPerTick,
      long memoryKib,
      DroverHost... hosts) {
    return boot(fleet, client, name, pagesPerTick, memoryKib, null, hosts);
  }

  private static LiveGuest boot(
      TestFleet fleet,
      FleetClient client,
      String name,
      int pagesPerTick,
      long memoryKib,
      @Nullable GuestDisk disk,
      DroverHost... hosts) {
    Path kernel =
        PacerImage.build(
            TestFleet.repository(), fleet.root().resolve(name + ".img"), MEBIBYTES, pagesPerTick);
    PacerDomain domain =
        new PacerDomain(name, UUID.randomUUID().toString(), memoryKib, kernel, disk);
    LiveGuest guest = new LiveGuest(fleet, client, domain, List.of(hosts));
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

  /** Fills the guest's memory on a host with something to send, and then lets it rest. */
  public void fillMemory(DroverHost host) {
    reader(host).load(200);
    Deadline.await(PATIENCE, "memory is full", () -> log(host).sweeps(), sweeps -> sweeps > 0);
    reader(host).load(0);
  }

  /**
   * Lets the guest go once through all that it rewrites, and check every page. What it found wrong
   * is in the host's log.
   */
  public void sweepMemory(DroverHost host) {
    int before = log(host).sweeps();
    reader(host).load(200);
    // The first line may end a sweep that began before; the next one is a whole one.
    Deadline.await(
        PATIENCE, "a full sweep over memory", () -> log(host).sweeps(), now -> now >= before + 2);
  }

  /** Moves the guest and waits for the end. */
  public MigrationResult move(DroverHost from, DroverHost to, MigrationOptions options) {
    return FleetClient.await(client.start(uuid(), from, to, options));
  }

  /**
   * Returns how the ticks went over.
   *
   * @param hadThere ticks that the source had heard before the guest came to it
   * @param hadHere ticks that the destination had heard before the guest came to it
   */
  public Crossing crossing(DroverHost from, DroverHost to, int hadThere, int hadHere) {
    Deadline.await(
        PATIENCE, "the source's QEMU is gone", reader(from)::isConnected, there -> !there);
    List<Tick> there = log(from).ticks();
    List<Tick> here = log(to).ticks();
    return Crossing.of(
        there.subList(hadThere, there.size()),
        here.subList(hadHere, here.size()),
        log(from).tail() + log(to).head());
  }

  /**
   * Waits until this guest's QEMU and folder on one host are all that the fleet's hosts keep: no
   * record, no process and no folder anywhere else.
   */
  public void awaitNothingBut(DroverHost host) {
    List<String> own =
        List.of(
            "process " + host.qemuPid(uuid()),
            "domain folder " + host.state().resolve("domains").resolve(uuid()));
    Deadline.await(PATIENCE, "nothing but " + own, fleet::leftovers, own::equals);
  }

  /**
   * Ends the guest, forgets it, and waits until nothing of it is left: to be seen from outside, and
   * by the hosts' own word.
   */
  public void remove(DroverHost host) {
    client.run("Destroy", host, uuid());
    client.run("Undefine", host, uuid());
    Deadline.await(PATIENCE, "nothing is left", fleet::leftovers, List::isEmpty);
    Deadline.await(
        PATIENCE,
        "drover sweep finds nothing",
        () -> client.sweep(readers.keySet()),
        List::isEmpty);
  }

  @Override
  public void close() {
    readers.values().forEach(PacerReader::close);
  }
}

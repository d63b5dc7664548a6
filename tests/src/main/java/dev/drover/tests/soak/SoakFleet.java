package dev.drover.tests.soak;

import static java.util.Objects.requireNonNull;

import dev.drover.tests.guest.PacerDomain;
import dev.drover.tests.guest.PacerImage;
import dev.drover.tests.harness.DroverHost;
import dev.drover.tests.harness.FleetClient;
import dev.drover.tests.harness.ManagedProcess;
import dev.drover.tests.harness.TemporalServer;
import dev.drover.tests.harness.TestFleet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The soak's fleet: two hosts, a worker that only coordinates, and the guests. */
final class SoakFleet implements AutoCloseable {
  /** Pages that each guest rewrites every 2 ms: idle, 4 MiB a second, 12 MiB a second. */
  private static final List<Integer> LOADS = List.of(0, 2, 6);

  private static final int MEBIBYTES = 32;

  private final TestFleet fleet;
  private final FleetClient client;
  private final List<String> hostFlags = new ArrayList<>();
  private final DroverHost coordinator;
  private final List<DroverHost> hosts;
  private final List<SoakGuest> guests = new ArrayList<>();
  private final Map<DroverHost, List<ManagedProcess>> workers = new LinkedHashMap<>();

  private SoakFleet(TestFleet fleet, Plan plan) {
    this.fleet = requireNonNull(fleet, "fleet is null");
    client = FleetClient.of(fleet);
    if (plan.lockspace()) {
      hostFlags.addAll(List.of("--lockspace", lockspace(fleet.root()).toString()));
    }
    if (!plan.hostsCoordinate()) {
      hostFlags.addAll(List.of("--roles", "host"));
    }
    coordinator = fleet.newHost("carol");
    hosts = List.of(fleet.newHost("alpha"), fleet.newHost("beta"));
    startWorker(coordinator);
    hosts.forEach(this::startWorker);
    for (int i = 0; i < LOADS.size(); i++) {
      guests.add(guest(i));
    }
  }

  /** Starts everything; guests are made, and not booted yet. */
  static SoakFleet start(TemporalServer.Starter server, Plan plan) {
    return new SoakFleet(TestFleet.start(server), plan);
  }

  static int guestCount() {
    return LOADS.size();
  }

  private static Path lockspace(Path root) {
    try {
      Path folder = Files.createDirectory(root.resolve("leases"));
      Files.writeString(folder.resolve("lockspace-id"), UUID.randomUUID() + "\n");
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("no folder for leases", e);
    }
  }

  private SoakGuest guest(int index) {
    String name = "pacer" + (index + 1);
    int load = LOADS.get(index);
    Path kernel =
        PacerImage.build(
            TestFleet.repository(), fleet.root().resolve(name + ".img"), MEBIBYTES, load);
    PacerDomain domain =
        new PacerDomain(name, UUID.randomUUID().toString(), PacerDomain.SMALL, kernel);
    // Not all on one host.
    List<DroverHost> itsHosts = index % 2 == 0 ? hosts : List.of(hosts.get(1), hosts.get(0));
    return new SoakGuest(domain, load, itsHosts);
  }

  /** Starts a host's worker, or the coordinator, for the first time or again. */
  void startWorker(DroverHost host) {
    host.startWorker(
        host == coordinator
            ? new String[] {"--roles", "coordinator"}
            : hostFlags.toArray(String[]::new));
    synchronized (workers) {
      workers.computeIfAbsent(host, any -> new ArrayList<>()).add(host.worker());
    }
  }

  /** Returns every worker that there ever was on a host, oldest first. */
  List<ManagedProcess> workers(DroverHost host) {
    synchronized (workers) {
      return List.copyOf(workers.getOrDefault(host, List.of()));
    }
  }

  TestFleet fleet() {
    return fleet;
  }

  FleetClient client() {
    return client;
  }

  /** Returns the two hosts that have guests. */
  List<DroverHost> hosts() {
    return hosts;
  }

  DroverHost coordinator() {
    return coordinator;
  }

  List<SoakGuest> guests() {
    return List.copyOf(guests);
  }

  /** Ends everything; the guests with it. */
  @Override
  public void close() {
    guests.forEach(SoakGuest::close);
    client.close();
    // A frozen one does not end when it is asked to.
    synchronized (workers) {
      workers.values().forEach(all -> all.forEach(ManagedProcess::close));
    }
    fleet.close();
  }
}

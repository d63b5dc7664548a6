package dev.drover.tests.matrix;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.Side;
import dev.drover.tests.harness.DroverHost;
import dev.drover.tests.harness.FleetClient;
import dev.drover.tests.harness.Gates;
import dev.drover.tests.harness.TemporalServer;
import dev.drover.tests.harness.TestFleet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A fleet in which every process has one role, so that each can be killed by itself: two hosts that
 * come to gates, and a coordinator without a host.
 */
final class FaultFleet implements AutoCloseable {
  private final TestFleet fleet;
  private final FleetClient client;
  private final Gates gates;
  private final boolean leased;
  private final DroverHost alpha;
  private final DroverHost beta;
  private DroverHost coordinator;
  private DroverHost standby;

  private FaultFleet(TestFleet fleet, boolean leased) {
    this.fleet = requireNonNull(fleet, "fleet is null");
    this.leased = leased;
    client = FleetClient.of(fleet);
    gates = Gates.in(fleet.root().resolve("gates"));
    makeLockspace(lockspace());
    alpha = fleet.newHost("alpha");
    beta = fleet.newHost("beta");
    coordinator = fleet.newHost("gamma");
    standby = fleet.newHost("delta");
  }

  /**
   * Starts a fleet and waits until everybody polls.
   *
   * @param leased whether the hosts share a lockspace
   */
  static FaultFleet start(TemporalServer.Starter temporal, boolean leased) {
    FaultFleet made = new FaultFleet(TestFleet.start(temporal), leased);
    try {
      made.startCoordinator(made.coordinator);
      made.startWorker(made.alpha);
      made.startWorker(made.beta);
      return made;
    } catch (AssertionError e) {
      made.close();
      throw e;
    }
  }

  TestFleet fleet() {
    return fleet;
  }

  FleetClient client() {
    return client;
  }

  Gates gates() {
    return gates;
  }

  boolean isLeased() {
    return leased;
  }

  /** Returns the source's host or the destination's; every guest begins at the first. */
  DroverHost host(Side side) {
    return side == Side.SOURCE ? alpha : beta;
  }

  List<DroverHost> hosts() {
    return List.of(alpha, beta);
  }

  private Path lockspace() {
    return fleet.root().resolve("lockspace");
  }

  private static void makeLockspace(Path folder) {
    try {
      Files.createDirectory(folder);
      Files.writeString(folder.resolve("lockspace-id"), UUID.randomUUID().toString());
    } catch (IOException e) {
      throw new UncheckedIOException("no lockspace in " + folder, e);
    }
  }

  /** Starts a host's worker. */
  void startWorker(DroverHost host) {
    List<String> flags = new ArrayList<>(List.of("--roles", "host"));
    if (leased) {
      flags.add("--lockspace");
      flags.add(lockspace().toString());
    }
    host.startFaultWorker(gates, flags.toArray(String[]::new));
  }

  private void startCoordinator(DroverHost host) {
    host.startWorker("--roles", "coordinator");
  }

  /** Kills the coordinator while another one is alive, which has to carry on alone. */
  void replaceCoordinator() {
    startCoordinator(standby);
    coordinator.worker().kill();
    DroverHost dead = coordinator;
    coordinator = standby;
    standby = dead;
  }

  @Override
  public void close() {
    client.close();
    fleet.close();
  }
}

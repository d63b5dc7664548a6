package dev.drover.tests.harness;

import static java.util.Objects.requireNonNull;

/**
 * A fleet of two hosts, alpha and beta, with a client. Their workers come to gates, all open at
 * first.
 */
public final class TwoHosts implements AutoCloseable {
  private final TestFleet fleet;
  private final FleetClient client;
  private final Gates gates;
  private final DroverHost alpha;
  private final DroverHost beta;

  private TwoHosts(TestFleet fleet) {
    this.fleet = requireNonNull(fleet, "fleet is null");
    client = FleetClient.of(fleet);
    gates = Gates.in(fleet.root().resolve("gates"));
    alpha = fleet.newHost("alpha");
    beta = fleet.newHost("beta");
  }

  /** Starts everything with an embedded server, and waits until both workers poll. */
  public static TwoHosts start() {
    return start(EmbeddedTemporal::start);
  }

  /** Starts everything and waits until both workers poll. */
  public static TwoHosts start(TemporalServer.Starter temporal) {
    TwoHosts hosts = new TwoHosts(TestFleet.start(temporal));
    hosts.startWorker(hosts.alpha);
    hosts.startWorker(hosts.beta);
    return hosts;
  }

  /** Starts the worker of one of the two again. */
  public void startWorker(DroverHost host) {
    host.startFaultWorker(gates);
  }

  public TestFleet fleet() {
    return fleet;
  }

  public FleetClient client() {
    return client;
  }

  /** Returns the gates of both workers. */
  public Gates gates() {
    return gates;
  }

  public DroverHost alpha() {
    return alpha;
  }

  public DroverHost beta() {
    return beta;
  }

  @Override
  public void close() {
    client.close();
    fleet.close();
  }
}

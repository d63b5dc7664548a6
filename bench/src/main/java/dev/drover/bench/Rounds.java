package dev.drover.bench;

import static java.util.Objects.requireNonNull;

import dev.drover.bench.drover.DroverGuest;
import dev.drover.bench.floor.Floor;
import dev.drover.bench.result.Measure;
import dev.drover.bench.result.ResultFile;
import dev.drover.bench.result.Sample;
import dev.drover.bench.result.Samples;
import dev.drover.bench.result.Values;
import dev.drover.bench.result.Way;
import dev.drover.protocol.message.ReadRequest;
import dev.drover.tests.guest.PacerDomain;
import dev.drover.tests.guest.PacerImage;
import dev.drover.tests.harness.DevTemporal;
import dev.drover.tests.harness.DroverHost;
import dev.drover.tests.harness.FleetClient;
import dev.drover.tests.harness.TestFleet;
import dev.drover.workflows.ReadWorkflow;
import dev.drover.workflows.StartOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The rounds of a run: in each, every way moves its guest once, and the next round goes in the
 * other order, so that what drifts on the machine falls on all of them.
 */
final class Rounds implements AutoCloseable {
  /**
   * A worker's code is slow at first; a worker that has been up for a while is what is measured.
   */
  private static final int WARM_UP = 6;

  private final TestFleet fleet;
  private final DevTemporal temporal;
  private final FleetClient client;
  private final DroverHost alpha;
  private final DroverHost beta;
  private final ResultFile results;
  private final Set<Way> ways;
  private final long endNanos;

  private Rounds(TestFleet fleet, Path qemu, ResultFile results, Set<Way> ways, long endNanos) {
    this.fleet = requireNonNull(fleet, "fleet is null");
    if (!(fleet.server() instanceof DevTemporal real)) {
      throw new IllegalArgumentException("only a server that lasts is measured");
    }
    temporal = real;
    this.results = requireNonNull(results, "results is null");
    this.ways = EnumSet.copyOf(ways);
    this.endNanos = endNanos;
    client = FleetClient.of(fleet);
    alpha = fleet.host("alpha", "--qemu", qemu.toString());
    beta = fleet.host("beta", "--qemu", qemu.toString());
  }

  /**
   * Starts two hosts.
   *
   * @param endNanos no round begins after this, as {@link System#nanoTime}
   */
  static Rounds of(TestFleet fleet, Path qemu, ResultFile results, Set<Way> ways, long endNanos) {
    return new Rounds(fleet, qemu, results, ways, endNanos);
  }

  /** Moves a guest of a kind until there are so many rounds, or the time is over. */
  void moves(GuestKind kind, int rounds) {
    if (isEnough(kind.key(), rounds)) {
      return;
    }
    Path kernel =
        PacerImage.build(
            TestFleet.repository(), fleet.root().resolve(kind.key()), kind.mebibytes(), 0);
    PacerDomain domain =
        new PacerDomain(
            kind.key(), UUID.randomUUID().toString(), results.conditions().memoryKib(), kernel);
    try (DroverGuest guest = DroverGuest.boot(fleet, client, domain, alpha, beta);
        Floor floor =
            Floor.boot(
                guest.commandLine(),
                fleet.root().resolve("floor-" + kind.key() + "-a"),
                fleet.root().resolve("floor-" + kind.key() + "-b"))) {
      Map<Way, Mover> movers = new EnumMap<>(Way.class);
      movers.put(Way.FLOOR, floor);
      movers.put(Way.DROVER, guest.byClient());
      movers.put(Way.COMMAND, guest.byCommand());
      movers.put(Way.AWAY, guest.without(temporal));
      movers.keySet().retainAll(ways);
      for (Mover one : List.of(floor, guest.byClient())) {
        kind.settle(one.ticking());
        for (int i = 0; i < WARM_UP; i++) {
          kind.move(one);
        }
      }
      while (!isEnough(kind.key(), rounds)) {
        round(kind, movers);
      }
      guest.ticking().requireWholeMemory();
    }
  }

  private boolean isEnough(String guest, int rounds) {
    return results.samples().nextRound(guest) >= rounds || System.nanoTime() > endNanos;
  }

  private void round(GuestKind kind, Map<Way, Mover> movers) {
    int round = results.samples().nextRound(kind.key());
    List<Way> order = new ArrayList<>(movers.keySet());
    if (round % 2 == 1) {
      Collections.reverse(order);
    }
    List<Sample> samples = new ArrayList<>();
    for (Way way : order) {
      Values values = kind.move(requireNonNull(movers.get(way), way::key));
      samples.add(new Sample(kind.key(), way, round, values.all()));
    }
    // All or nothing: a round that was cut short is made again.
    samples.forEach(results::add);
    System.out.println(
        "bench: %s guest, round %d: %s".formatted(kind.key(), round + 1, Brief.of(samples)));
  }

  /** Starts the command line and reads from a host until there are so many rounds. */
  void starts(int rounds) {
    if (!ways.contains(Way.COMMAND)) {
      return;
    }
    read();
    while (!isEnough(Samples.STARTS, rounds)) {
      int round = results.samples().nextRound(Samples.STARTS);
      Values values =
          new Values()
              .nanos(Measure.VERSION, time(() -> fleet.cli("--version").orFail()))
              .nanos(Measure.HOSTS, time(() -> fleet.cli("hosts").orFail()))
              .nanos(Measure.READ, time(this::read));
      results.add(new Sample(Samples.STARTS, Way.COMMAND, round, values.all()));
    }
  }

  private void read() {
    ReadRequest request = ReadRequest.host(List.of(alpha.id()));
    client.temporal().newWorkflowStub(ReadWorkflow.class, StartOptions.read(request)).read(request);
  }

  private static long time(Runnable what) {
    long begin = System.nanoTime();
    what.run();
    return System.nanoTime() - begin;
  }

  @Override
  public void close() {
    client.close();
  }
}

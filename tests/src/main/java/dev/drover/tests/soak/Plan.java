package dev.drover.tests.soak;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.Side;
import dev.drover.tests.fault.FaultKind;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Everything that a seed decides: the fleet and its faults. The same seed gives the same plan; at
 * which instruction a fault hits is the machine's matter.
 *
 * @param lockspace whether the hosts have leases
 * @param hostsCoordinate whether the hosts' workers carry on workflows, too
 */
record Plan(long seed, boolean lockspace, boolean hostsCoordinate, List<PlannedFault> faults) {
  private static final int SHORTEST_REST = 200;
  private static final int LONGEST_REST = 2000;
  private static final int SHORTEST_ABSENCE = 100;
  private static final int LONGEST_ABSENCE = 4000;

  /** Beyond the ten seconds after which a silent peer counts as gone. */
  private static final int LONG_ABSENCE = 12_000;

  private static final int ONE_IN_LONG = 12;

  Plan {
    faults = List.copyOf(faults);
  }

  /**
   * Draws a plan.
   *
   * @param guests how many guests move
   * @param durableServer whether the server may be killed: an embedded one forgets everything
   */
  static Plan draw(long seed, int faults, int guests, boolean durableServer) {
    RandomGenerator random = new SplittableRandom(seed);
    boolean lockspace = random.nextBoolean();
    boolean hostsCoordinate = random.nextBoolean();
    List<FaultKind> urn = urn(durableServer);
    List<PlannedFault> drawn = new ArrayList<>();
    for (int number = 1; number <= faults; number++) {
      drawn.add(fault(random, number, urn, guests));
    }
    return new Plan(seed, lockspace, hostsCoordinate, drawn);
  }

  private static PlannedFault fault(
      RandomGenerator random, int number, List<FaultKind> urn, int guests) {
    FaultKind kind = oneOf(random, urn);
    Side side = oneOf(random, List.of(Side.values()));
    int guest = random.nextInt(guests);
    Moment moment = oneOf(random, List.of(Moment.values()));
    int rest = between(random, SHORTEST_REST, LONGEST_REST);
    int later = between(random, 0, moment.mostMillisLater());
    int longest = random.nextInt(ONE_IN_LONG) == 0 ? LONG_ABSENCE : LONGEST_ABSENCE;
    int away = between(random, SHORTEST_ABSENCE, longest);
    return new PlannedFault(number, kind, side, guest, moment, rest, later, away);
  }

  /** A kind is in it as often as its weight says. */
  private static List<FaultKind> urn(boolean durableServer) {
    List<FaultKind> urn = new ArrayList<>();
    for (FaultKind kind : FaultKind.values()) {
      int weight =
          switch (kind) {
            case WORKER_KILLED -> 5;
            case WORKER_FROZEN, QEMU_KILLED -> 3;
            case QEMU_FROZEN, HOST_REBOOTED, COORDINATOR_KILLED -> 2;
            case SERVER_KILLED -> durableServer ? 2 : 0;
            case CLI_KILLED -> 1;
          };
      for (int i = 0; i < weight; i++) {
        urn.add(kind);
      }
    }
    return urn;
  }

  /** Returns what decides about the moves of a guest; it goes on with every move. */
  RandomGenerator ofGuest(int index) {
    return new SplittableRandom(seed * 31 + index + 1);
  }

  private static <T> T oneOf(RandomGenerator random, List<T> all) {
    return requireNonNull(all.get(random.nextInt(all.size())), "nothing is null in it");
  }

  private static int between(RandomGenerator random, int least, int most) {
    return least + random.nextInt(most - least + 1);
  }
}

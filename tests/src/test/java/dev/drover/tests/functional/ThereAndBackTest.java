package dev.drover.tests.functional;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.protocol.message.MigrationOptions;
import dev.drover.protocol.message.MigrationResult;
import dev.drover.protocol.message.Statistics;
import dev.drover.tests.guest.Crossing;
import dev.drover.tests.guest.LiveGuest;
import dev.drover.tests.guest.PacerLog.Tick;
import dev.drover.tests.guest.Ticks;
import dev.drover.tests.harness.DroverHost;
import dev.drover.tests.harness.History;
import dev.drover.tests.harness.TwoHosts;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("qemu")
class ThereAndBackTest {
  private static final int PAGES_PER_TICK = 8;

  private static TwoHosts hosts;

  /** Blackouts in microseconds: by the source's clock, and by the guest's ticks. */
  private final List<Long> recorded = new ArrayList<>();

  private final List<Long> heard = new ArrayList<>();
  private int mostEvents;

  @BeforeAll
  static void startFleet() {
    hosts = TwoHosts.start();
  }

  @AfterAll
  static void endFleet() {
    hosts.close();
  }

  @Test
  @Timeout(120)
  void aBusyGuestMovesTenTimesThereAndBack() {
    DroverHost alpha = hosts.alpha();
    DroverHost beta = hosts.beta();
    try (LiveGuest guest = LiveGuest.boot(hosts, "commuter", PAGES_PER_TICK)) {
      int arrived = 0;
      for (int round = 0; round < 10; round++) {
        arrived = move(guest, alpha, beta, arrived);
        arrived = move(guest, beta, alpha, arrived);
      }
      guest.sweepMemory(alpha);
      assertThat(guest.log(alpha).complaints()).isEmpty();
      print("STOP to the answer", recorded);
      print("last tick to first tick", heard);
      System.out.println("most history events of one move: " + mostEvents);

      guest.awaitNothingBut(alpha);
      guest.remove(alpha);
    }
  }

  /** Moves the guest and returns how many ticks the destination had heard before it came. */
  private int move(LiveGuest guest, DroverHost from, DroverHost to, int arrivedThere) {
    int before = guest.ticks(to);
    MigrationResult result = guest.move(from, to, MigrationOptions.DEFAULTS);
    guest.awaitTicks(to, before);

    Crossing crossing = guest.crossing(from, to, arrivedThere, before);
    assertThat(crossing.missed()).as("%s", crossing).isZero();
    List<Tick> here = guest.log(to).ticks();
    assertThat(Ticks.breaks(here.subList(before, here.size()))).isEmpty();
    assertThat(guest.log(from).complaints()).isEmpty();
    assertThat(result.host()).isEqualTo(to.id());

    Statistics statistics = requireNonNull(result.statistics());
    History history = hosts.client().history(guest.uuid());
    assertThat(
            history.eventsBetween(
                requireNonNull(statistics.stoppedAtEpochMicros()),
                requireNonNull(statistics.answeredAtEpochMicros())))
        .as("Temporal events inside the blackout")
        .isZero();
    assertThat(history.events()).hasSizeLessThan(60);
    mostEvents = Math.max(mostEvents, history.events().size());
    recorded.add(requireNonNull(statistics.blackoutMicros()));
    heard.add(crossing.gapMicros());
    return before;
  }

  private static void print(String what, List<Long> micros) {
    List<Long> sorted = micros.stream().sorted().toList();
    System.out.printf(
        "%d blackouts, %s: median %.1f ms, min %.1f ms, max %.1f ms%n",
        sorted.size(),
        what,
        sorted.get(sorted.size() / 2) / 1000.0,
        sorted.get(0) / 1000.0,
        sorted.get(sorted.size() - 1) / 1000.0);
  }
}

package dev.drover.tests.functional;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.protocol.message.MigrationOptions;
import dev.drover.tests.guest.Crossing;
import dev.drover.tests.guest.LiveGuest;
import dev.drover.tests.harness.TwoHosts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("qemu")
class PausedGuestTest {
  private static TwoHosts hosts;

  @BeforeAll
  static void startFleet() {
    hosts = TwoHosts.start();
  }

  @AfterAll
  static void endFleet() {
    hosts.close();
  }

  @Test
  @Timeout(60)
  void aGuestThatItsUserPausedArrivesPausedAndRunsOnWhenItIsResumed() {
    try (LiveGuest guest = LiveGuest.boot(hosts, "sleeper", 4)) {
      drover("suspend", guest.name());
      int lastThere = guest.ticks(hosts.alpha());

      guest.move(hosts.alpha(), hosts.beta(), MigrationOptions.DEFAULTS);

      assertThat(drover("list")).containsPattern("sleeper +beta +paused").doesNotContain("alpha");
      assertThat(guest.ticks(hosts.alpha())).isEqualTo(lastThere);
      assertThat(guest.ticks(hosts.beta())).as("ticks of a paused guest").isZero();

      drover("resume", guest.name());

      guest.awaitTicks(hosts.beta(), 0);
      Crossing crossing = guest.crossing(hosts.alpha(), hosts.beta(), 0, 0);
      assertThat(crossing.missed()).as("%s", crossing).isZero();
      assertThat(guest.log(hosts.beta()).complaints()).isEmpty();
      guest.awaitNothingBut(hosts.beta());
      guest.remove(hosts.beta());
    }
  }

  private static String drover(String... arguments) {
    return hosts.fleet().cli(arguments).orFail().text();
  }
}

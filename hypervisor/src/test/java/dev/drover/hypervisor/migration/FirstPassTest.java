package dev.drover.hypervisor.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FirstPassTest {
  private static final long MILLI = 1_000_000;

  private final FirstPass pass = new FirstPass();

  @Test
  void theFirstLookTellsNothing() {
    assertThat(pass.left(1000, 5 * MILLI)).isEqualTo(FirstPass.UNKNOWN);
    assertThat(FirstPass.UNKNOWN).isGreaterThanOrEqualTo(FirstPass.NEAR);
  }

  @Test
  void theRestTakesAsLongAsThePaceSoFarSays() {
    pass.left(1000, 0);

    assertThat(pass.left(800, 100 * MILLI)).isEqualTo(Duration.ofMillis(400));
    assertThat(pass.left(500, 250 * MILLI)).isEqualTo(Duration.ofMillis(250));
    assertThat(pass.left(0, 500 * MILLI)).isZero();
  }

  @Test
  void aPassThatStandsStillOrGrowsTellsNothing() {
    pass.left(1000, 0);

    assertThat(pass.left(1000, 100 * MILLI)).isEqualTo(FirstPass.UNKNOWN);
    assertThat(pass.left(2000, 100 * MILLI)).isEqualTo(FirstPass.UNKNOWN);
  }

  @Test
  void looksGetCloserTowardsTheEndAndAreNeverRare() {
    assertThat(pass.pause(Duration.ofSeconds(4))).isEqualTo(Duration.ofSeconds(2));
    assertThat(pass.pause(Duration.ofHours(3))).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void aPassOfFortyMillisecondsIsSeenTwiceAndOneThatStandsStillIsNotAskedWithoutEnd() {
    assertThat(Stream.generate(() -> pass.pause(FirstPass.UNKNOWN).toMillis()).limit(8).toList())
        .containsExactly(10L, 20L, 40L, 80L, 160L, 320L, 500L, 500L);
  }
}

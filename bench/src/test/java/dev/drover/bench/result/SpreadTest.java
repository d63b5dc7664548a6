package dev.drover.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void medianAndQuartilesLieBetweenTheNearestValues() {
    assertThat(Spread.of(List.of(4.0, 1.0, 3.0, 2.0)))
        .isEqualTo(new Spread(4, 1.0, 1.75, 2.5, 3.25, 4.0));
  }

  @Test
  void oneValueIsAllOfItsSpread() {
    assertThat(Spread.of(List.of(7.5))).isEqualTo(new Spread(1, 7.5, 7.5, 7.5, 7.5, 7.5));
  }
}

package dev.drover.tests.guest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrossingTest {
  @Test
  void oneTickAfterTheOtherMissesNone() {
    assertThat(crossing(1, "").missed()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"T0000219F\n", "0000219F\n", "T00019F\n", "\n"})
  void aTickThatWasHeardInPartsWasExecutedOnce(String torn) {
    assertThat(crossing(2, torn).missed()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "T0000219F", "T0000219E\n", "T0000219F0\n", "19E\n", "TT0000219F\n"})
  void aTickThatNobodyHeardIsMissed(String torn) {
    assertThat(crossing(2, torn).missed()).isEqualTo(1);
  }

  @Test
  void aTickThatIsHeardTwiceIsBelowZero() {
    assertThat(crossing(0, "").missed()).isEqualTo(-1);
    assertThat(crossing(1, "T0000219F\n").missed()).isEqualTo(-1);
  }

  private static Crossing crossing(int step, String torn) {
    return new Crossing(0x219E, 0x219E + step, torn, 0);
  }
}

package dev.drover.protocol.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {
  @ParameterizedTest
  @CsvSource({
    "-1, 0 B",
    "0, 0 B",
    "1023, 1023 B",
    "1024, 1.0 KiB",
    "1048575, 1.0 MiB",
    "1073733632, 1.0 GiB",
    "9223372036854775807, 8192.0 PiB"
  })
  void bytesAreReadInTheUnitThatFits(long count, String text) {
    assertThat(Amounts.bytes(count)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 0 B",
    "1025, 1025 B",
    "268435456, 256 MiB",
    "1073741824, 1 GiB",
    "1073733632, 1048568 KiB",
    "1610612736, 1536 MiB"
  })
  void sizesThatWereChosenAreNeverRounded(long count, String text) {
    assertThat(Amounts.size(count)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "-5, 0.0 ms",
    "60750, 60.8 ms",
    "999949, 999.9 ms",
    "999950, 1.00 s",
    "1475000, 1.48 s",
    "250000000, 4 min 10 s",
    "11100000000, 3 h 5 min"
  })
  void durationsAreReadInTheUnitThatFits(long micros, String text) {
    assertThat(Amounts.micros(micros)).isEqualTo(text);
  }

  @Test
  void momentsAreInUtcEverywhere() {
    assertThat(Amounts.moment(1_795_000_365_999L)).isEqualTo("2026-11-18 11:12:45 UTC");
    assertThat(Amounts.millis(Long.MAX_VALUE)).endsWith(" min");
  }
}

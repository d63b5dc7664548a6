package dev.drover.protocol.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {
  @Test
  void ordinaryTextIsQuotedAsItIs() {
    assertThat(Excerpt.of("caf\u00e9 \ud83d\udc11 'x'")).isEqualTo("caf\u00e9 \ud83d\udc11 'x'");
    assertThat(Excerpt.of("x".repeat(100))).isEqualTo("x".repeat(100));
  }

  @Test
  void aForgedLineAndATerminalSequenceLoseTheirPower() {
    assertThat(Excerpt.of("a\nERROR b\u001b[2J\u202e\ud800")).isEqualTo("a?ERROR b?[2J??");
  }

  @Test
  void aGiantIsCut() {
    assertThat(Excerpt.of("\ud83d\udc11".repeat(1000))).isEqualTo("\ud83d\udc11".repeat(100) + "…");
    assertThat(Excerpt.of("x".repeat(101))).isEqualTo("x".repeat(100) + "…");
  }
}

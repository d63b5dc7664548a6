package dev.drover.starter.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TerminalSizeTest {
  @Test
  void aSizeIsReadAsSttyWritesIt() {
    assertThat(TerminalSize.parse("50 132")).isEqualTo(new TerminalSize(50, 132));
  }

  @Test
  void aTerminalThatDoesNotKnowItsSizeIsTakenForAUsualOne() {
    assertThat(TerminalSize.parse("0 0")).isEqualTo(TerminalSize.USUAL);
    assertThat(TerminalSize.parse("stty: no")).isEqualTo(TerminalSize.USUAL);
  }
}

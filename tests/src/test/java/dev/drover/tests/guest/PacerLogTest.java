package dev.drover.tests.guest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PacerLogTest {
  private final PacerLog log = new PacerLog();

  @Test
  void ticksKeepTheirNumberAndTheirTime() {
    log.line("T000001FC", 5);
    log.line("T000001FD", 9);
    assertThat(log.ticks())
        .containsExactly(new PacerLog.Tick(0x1FC, 5), new PacerLog.Tick(0x1FD, 9));
    assertThat(log.complaints()).isEmpty();
  }

  @Test
  void aLineCutByTheSwitchoverIsIgnored() {
    log.line("001FC", 5);
    log.line("", 6);
    assertThat(log.lines()).isZero();
  }

  @Test
  void whatTheGuestFoundWrongIsKept() {
    log.line("X00200000", 1);
    log.line("R00000007", 2);
    log.line("E00000008", 3);
    assertThat(log.complaints()).containsExactly("X00200000", "R00000007", "E00000008");
    assertThat(log.count()).isEqualTo(1);
  }

  @Test
  void theHalvesOfALineThatWasCutMakeATick() {
    PacerLog there = new PacerLog();
    there.connected();
    there.line("T000001FC", 5);
    there.disconnected("T00000");
    PacerLog here = new PacerLog();
    here.connected();
    here.line("1FD", 8);
    here.line("T000001FE", 9);
    Crossing crossing = Crossing.of(there.ticks(), here.ticks(), there.tail() + here.head());
    assertThat(crossing.torn()).isEqualTo("T000001FD\n");
    assertThat(crossing.missed()).isZero();
  }

  @Test
  void aTickThatNobodyHeardIsMissed() {
    log.line("T000001FC", 5);
    PacerLog here = new PacerLog();
    here.line("T000001FE", 9);
    assertThat(Crossing.of(log.ticks(), here.ticks(), "").missed()).isEqualTo(1);
  }

  @Test
  void aTickThatWasExecutedTwiceIsNoGap() {
    log.line("T000001FC", 5);
    PacerLog here = new PacerLog();
    here.line("T000001FC", 9);
    assertThat(Crossing.of(log.ticks(), here.ticks(), "").missed()).isNegative();
  }
}

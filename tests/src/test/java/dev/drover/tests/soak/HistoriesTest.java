package dev.drover.tests.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.tests.guest.PacerLog.Tick;
import dev.drover.tests.guest.Stay;
import dev.drover.tests.guest.Stay.Silence;
import dev.drover.tests.soak.Histories.Heard;
import dev.drover.tests.soak.Violation.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoriesTest {
  /** A tick every 2 ms. */
  private static final long TICK = 2_000_000;

  @Test
  void aGuestThatMovesAndIsBootedAfreshIsAllRight() {
    assertThat(
            judge(
                stay("alpha", 1, 500, 0),
                stay("beta", 501, 900, 500),
                stay("alpha", 901, 1000, 901),
                stay("alpha", 1, 100, 2000)))
        .isEmpty();
  }

  @Test
  void aBootWhoseFirstTicksNobodyHeardIsABoot() {
    assertThat(judge(stay("alpha", 1, 500, 0), stay("alpha", 4, 100, 2000))).isEmpty();
  }

  @Test
  void aQemuInWhichTheGuestNeverRanSaysNothing() {
    Stay never = new Stay(false, null, null, Silence.NONE, List.of(), List.of(), 0, "", "");

    assertThat(judge(stay("alpha", 1, 500, 0), new Heard("beta", never))).isEmpty();
  }

  @Test
  void twoHostsThatTickAtTheSameTimeAreASecondCopy() {
    assertThat(judge(stay("alpha", 1, 5000, 0), stay("beta", 501, 5500, 500)))
        .extracting(Violation::kind)
        .containsExactly(Kind.SECOND_COPY);
  }

  @Test
  void aCopyThatTicksBesideAFreshBootIsASecondCopy() {
    assertThat(judge(stay("alpha", 1, 5000, 0), stay("beta", 1, 500, 1000)))
        .extracting(Violation::kind)
        .containsExactly(Kind.SECOND_COPY);
  }

  @Test
  void ticksExecutedAgainLaterAreASecondHistory() {
    List<Violation> found = judge(stay("alpha", 1, 500, 0), stay("beta", 401, 900, 1000));

    assertThat(found).extracting(Violation::kind).containsExactly(Kind.SECOND_HISTORY);
    assertThat(found.get(0).sentence()).contains("100 ticks executed twice", "401");
  }

  @Test
  void aCounterThatGoesBackOnOneHostIsASecondHistory() {
    Stay broken =
        new Stay(
            true,
            new Tick(1, 0),
            new Tick(9, 9),
            Silence.NONE,
            List.of("tick 7 was followed by 3"),
            List.of(),
            0,
            "",
            "");

    assertThat(judge(new Heard("alpha", broken)))
        .extracting(Violation::kind)
        .containsExactly(Kind.SECOND_HISTORY);
  }

  @Test
  void ticksThatNobodyHeardAreMissed() {
    assertThat(judge(stay("alpha", 1, 500, 0), stay("beta", 511, 900, 510)))
        .extracting(Violation::kind)
        .containsExactly(Kind.MISSED_TICK);
  }

  @Test
  void aTickWhoseLineWasCutInTwoIsNotMissed() {
    assertThat(
            judge(
                cut(stay("alpha", 1, 500, 0), "", "T0000"),
                cut(stay("beta", 502, 900, 510), "01F5\n", "")))
        .isEmpty();
  }

  @Test
  void aLineThatMayStillBeFinishedIsNotMissedYet() {
    Heard open = stay("alpha", 1, 500, 0);
    Stay was = open.stay();
    Stay connected =
        new Stay(true, was.first(), was.last(), was.silence(), List.of(), List.of(), 0, "", "");

    assertThat(judge(new Heard("alpha", connected), stay("beta", 502, 900, 510))).isEmpty();
  }

  @Test
  void aGuestThatFindsItsMemoryWrongIsHeard() {
    Stay ill =
        new Stay(
            true,
            new Tick(1, 0),
            new Tick(9, 9),
            Silence.NONE,
            List.of(),
            List.of("X00200000"),
            0,
            "",
            "");

    assertThat(judge(new Heard("alpha", ill)))
        .extracting(Violation::kind)
        .containsExactly(Kind.BROKEN_MEMORY);
  }

  @Test
  void theLongestOutageIsNoPauseAndNoBoot() {
    List<Heard> heard =
        List.of(
            stay("alpha", 1, 500, 0),
            stay("beta", 501, 900, 800),
            stay("alpha", 901, 1000, 3000),
            stay("alpha", 1, 100, 20_000));

    assertThat(Histories.longestSilence(heard, List.of()).nanos()).isEqualTo(1801 * TICK);
    assertThat(
            Histories.longestSilence(heard, List.of(new Silence(1500 * TICK, 2500 * TICK))).nanos())
        .isEqualTo(301 * TICK);
  }

  private static List<Violation> judge(Heard... heard) {
    return Histories.judge("pacer", List.of(heard));
  }

  /** A stay that is over, with ticks by the clock from one on. */
  private static Heard stay(String host, long first, long last, long atTick) {
    return new Heard(
        host,
        new Stay(
            false,
            new Tick(first, atTick * TICK),
            new Tick(last, (atTick + last - first) * TICK),
            new Silence(0, TICK),
            List.of(),
            List.of(),
            0,
            "",
            ""));
  }

  private static Heard cut(Heard heard, String head, String tail) {
    Stay stay = heard.stay();
    return new Heard(
        heard.host(),
        new Stay(
            false, stay.first(), stay.last(), stay.silence(), List.of(), List.of(), 0, head, tail));
  }
}

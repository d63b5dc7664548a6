package dev.drover.tests.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.tests.guest.LinuxLine.Tick;
import dev.drover.tests.guest.LinuxLog.Heard;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinuxVerdictTest {
  private static final int TICKS = 600;
  private static final long PERIOD_MICROS = 5000;
  private static final long BLACKOUT_MICROS = 70_000;

  /** What a guest says that goes from alpha to beta and is well. */
  private final List<Heard> heard = new ArrayList<>();

  LinuxVerdictTest() {
    say(0, 0, "kernel 0.100000 a warning at boot");
    say(0, 0, "kernel 1.000000 " + LinuxLine.WATCH);
    for (int i = 1; i <= 2 * TICKS; i++) {
      long uptime = 1_000_000 + i * PERIOD_MICROS;
      boolean moved = i > TICKS;
      heard.add(tick(i, uptime, moved ? 1 : 0, uptime + (moved ? BLACKOUT_MICROS : 0)));
    }
    say(1, 9, "memory 1");
    say(1, 9, "disk 1");
    say(1, 9, "memory 2");
  }

  @Test
  void aGuestThatIsWellHasNoProblems() {
    assertThat(problems()).isEmpty();
  }

  @Test
  void theBlackoutIsSeenByTicksAndByTheClock() {
    assertThat(LinuxCrossing.of(heard, 1))
        .isEqualTo(
            new LinuxCrossing(TICKS, TICKS + 1, PERIOD_MICROS + BLACKOUT_MICROS, BLACKOUT_MICROS));
  }

  @Test
  void aDelayedTickDoesNotMakeTheClockStand() {
    Heard last = heard.remove(2 + TICKS - 1);
    Tick tick = (Tick) last.line();
    heard.add(
        2 + TICKS - 1, tick(tick.number(), tick.uptimeMicros(), 0, tick.uptimeMicros() + 60_000));

    LinuxCrossing crossing = LinuxCrossing.of(heard, 1);

    assertThat(crossing.gapMicros()).isEqualTo(PERIOD_MICROS + BLACKOUT_MICROS - 60_000);
    assertThat(crossing.stoodMicros()).isEqualTo(BLACKOUT_MICROS);
  }

  @Test
  void aTickThatNobodyHeardIsAProblem() {
    heard.remove(2 + 99);
    assertThat(problems()).containsExactly("tick 99 was followed by 101 on alpha");
  }

  @Test
  void aTickThatWasExecutedTwiceIsAProblem() {
    heard.add(2 + TICKS, tick(TICKS, 1_000_000 + TICKS * PERIOD_MICROS, 1, 0));
    assertThat(problems())
        .contains(
            "tick 600 was followed by 600 on beta",
            "uptime went from 4000000 to 4000000 microseconds at tick 600 on beta");
  }

  @Test
  void aBlockThatWasForgottenIsAProblem() {
    say(1, 9, "disk 3");
    assertThat(problems()).containsExactly("block 1 was followed by 3 on beta");
  }

  @Test
  void whatTheGuestFoundIsAProblem() {
    say(1, 9, "WRONG memory page 7 holds 0000000300000007, expected 0000000400000007");
    say(1, 9, "kernel 9.000000 watchdog: BUG: soft lockup - CPU#0 stuck for 26s!");
    say(1, 9, "---[ end Kernel panic - not syncing: Fatal exception ]---");
    assertThat(problems())
        .containsExactly(
            "the guest says on beta: memory page 7 holds 0000000300000007, expected"
                + " 0000000400000007",
            "the guest says on beta: 9.000000 watchdog: BUG: soft lockup - CPU#0 stuck for 26s!",
            "the guest says on beta: ---[ end Kernel panic - not syncing: Fatal exception ]---");
  }

  @Test
  void aWarningThatTheHostWasBusyIsNone() {
    say(1, 9, "kernel 19.892213 hrtimer: interrupt took 3996160 ns");
    assertThat(problems()).isEmpty();
  }

  @Test
  void aKernelThatNobodyHearsIsAProblem() {
    heard.remove(1);
    assertThat(problems()).containsExactly("nobody hears the guest's kernel");
  }

  @Test
  void aClockThatLosesTimeOutsideABlackoutIsAProblem() {
    for (int i = 0; i < TICKS / 2; i++) {
      Heard late = heard.remove(2 + TICKS + TICKS / 2 + i);
      heard.add(
          2 + TICKS + TICKS / 2 + i,
          new Heard(late.host(), late.stay(), late.nanos() + 30_000_000, late.line()));
    }
    assertThat(problems())
        .containsExactly("the guest's clock lost 30000 microseconds while the guest was on beta");
  }

  private List<String> problems() {
    return LinuxVerdict.problems(heard);
  }

  private void say(int stay, long nanos, String text) {
    heard.add(new Heard(host(stay), stay, nanos, LinuxLine.parse(text)));
  }

  private static Heard tick(long number, long uptimeMicros, int stay, long micros) {
    return new Heard(host(stay), stay, micros * 1000, new Tick(number, uptimeMicros));
  }

  private static String host(int stay) {
    return stay == 0 ? "alpha" : "beta";
  }
}

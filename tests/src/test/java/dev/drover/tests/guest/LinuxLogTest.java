package dev.drover.tests.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.tests.guest.LinuxLine.Tick;
import dev.drover.tests.guest.LinuxLog.Heard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinuxLogTest {
  private final LinuxLog log = new LinuxLog();
  private final SerialListener alpha = log.at("alpha");
  private final SerialListener beta = log.at("beta");

  @Test
  void eachKindOfLineIsUnderstood() {
    assertThat(LinuxLine.parse("tick 17 4.000125")).isEqualTo(new Tick(17, 4_000_125));
    assertThat(LinuxLine.parse("memory 3")).isEqualTo(new LinuxLine.Swept(3));
    assertThat(LinuxLine.parse("disk 900")).isEqualTo(new LinuxLine.Written(900));
    assertThat(LinuxLine.parse("read 912")).isEqualTo(new LinuxLine.Read(912));
    assertThat(LinuxLine.parse("boot 6.1, clock hpet"))
        .isEqualTo(new LinuxLine.Boot("6.1, clock hpet"));
    assertThat(LinuxLine.parse("kernel 9.000001 watchdog: BUG: soft lockup"))
        .isEqualTo(new LinuxLine.Kernel("9.000001 watchdog: BUG: soft lockup"));
    assertThat(LinuxLine.parse("WRONG memory page 7"))
        .isEqualTo(new LinuxLine.Wrong("memory page 7"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tick",
        "tick 17",
        "tick 17 4.1",
        "ick 17 4.000125",
        "disk 9x",
        "[    3.1] Oops"
      })
  void anythingElseIsAComplaint(String line) {
    assertThat(LinuxLine.parse(line)).isInstanceOf(LinuxLine.Unknown.class);
  }

  @Test
  void aLineThatASwitchoverCutsIsHeardOnceAndOnTheHostWhereItEnds() {
    alpha.connected();
    alpha.line("tick 1 1.000000", 10);
    beta.connected();
    beta.line("5000", 30);
    beta.line("tick 3 1.010000", 40);
    alpha.disconnected("tick 2 1.00");

    assertThat(log.heard())
        .containsExactly(
            new Heard("alpha", 0, 10, new Tick(1, 1_000_000)),
            new Heard("beta", 1, 30, new Tick(2, 1_005_000)),
            new Heard("beta", 1, 40, new Tick(3, 1_010_000)));
  }

  @Test
  void aDestinationWhereTheGuestNeverCameIsNoStay() {
    alpha.connected();
    alpha.line("tick 1 1.000000", 10);
    beta.connected();
    beta.disconnected("");
    alpha.line("tick 2 1.005000", 20);
    beta.connected();
    beta.line("tick 3 1.010000", 30);

    assertThat(log.heard()).extracting(Heard::stay).containsExactly(0, 0, 1);
  }

  @Test
  void aGuestThatComesBackIsOnItsThirdStay() {
    alpha.connected();
    alpha.line("tick 1 1.000000", 10);
    beta.connected();
    alpha.disconnected("");
    beta.line("tick 2 1.005000", 20);
    alpha.connected();
    beta.disconnected("");
    alpha.line("tick 3 1.010000", 30);

    assertThat(log.heard()).extracting(Heard::host).containsExactly("alpha", "beta", "alpha");
    assertThat(log.heard()).extracting(Heard::stay).containsExactly(0, 1, 2);
  }
}

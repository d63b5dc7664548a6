package dev.drover.starter.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.protocol.message.MigrationResult;
import dev.drover.protocol.message.Progress;
import dev.drover.starter.fleet.FakeFleet;
import dev.drover.starter.terminal.TerminalSize;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ProgressTest {
  private static final Progress HALF =
      new Progress("active", 1 << 30, 700 << 20, 512 << 20, 100 << 20, 3 << 20, 2, 7000);

  private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();

  @Test
  void progressIsPercentPhaseRateRemainderAndDirtyRate() {
    assertThat(ProgressText.line(FakeFleet.transfer(HALF)))
        .isEqualTo("50% perform active, 100.0 MiB/s, 512.0 MiB left, dirtied 3.0 MiB/s");
    assertThat(ProgressText.line(FakeFleet.transfer(null))).isEqualTo("0% perform");
  }

  @Test
  void aResultWithoutNumbersStillSaysWhereTheGuestRuns() {
    assertThat(
            ProgressText.ended(
                new MigrationResult("run", FakeFleet.PACER, "pacer", FakeFleet.BETA, null), "beta"))
        .hasToString("pacer runs on beta; the source gave no numbers");
  }

  @Test
  void linesAppearOnChangeAndAtMostOnceASecond() {
    AtomicLong clock = new AtomicLong();
    StringWriter text = new StringWriter();
    try (LineView view = new LineView(new PrintWriter(text), clock::get)) {
      view.show(FakeFleet.transfer(null));
      clock.set(500);
      view.show(FakeFleet.transfer(HALF));
      clock.set(1000);
      view.show(FakeFleet.transfer(HALF));
      clock.set(2000);
      view.show(FakeFleet.transfer(HALF));
    }

    assertThat(text.toString().lines()).hasSize(2).last().asString().startsWith("50% ");
  }

  @Test
  void theBarShowsPercentRateAndWhatIsLeft() {
    BarView view = bar(100);
    view.show(FakeFleet.transfer(HALF));

    assertThat(screen())
        .isEqualTo(
            "pacer  perform  [====================                    ]   50%   100.0 MiB/s"
                + "   512.0 MiB left");
  }

  @Test
  void everythingInTheBarStaysInItsPlace() {
    BarView view = bar(90);
    view.show(FakeFleet.transfer(null));
    String before = screen();
    view.show(FakeFleet.transfer(HALF));
    String during = screen();
    view.show(
        FakeFleet.transfer(
            new Progress("active", 1 << 30, 700 << 20, 9, 1020L << 20, 3 << 20, 2, 7000)));

    assertThat(before).hasSameSizeAs(during).hasSize(87);
    assertThat(screen()).hasSize(87).contains("100%  1020.0 MiB/s         9 B left");
    assertThat(screen().indexOf('%')).isEqualTo(before.indexOf('%')).isEqualTo(during.indexOf('%'));
  }

  @Test
  void aNarrowTerminalGetsTheNumbersAndALongNameIsCut() {
    BarView narrow = bar(60);
    narrow.show(FakeFleet.transfer(HALF));
    assertThat(screen()).startsWith("pacer  perform   50%").doesNotContain("[");

    bar(20).show(FakeFleet.transfer(HALF));
    assertThat(screen()).isEqualTo("pacer  perform   ");
  }

  @Test
  void theBarMakesRoomForAnotherLineAndLeavesNothingBehind() {
    BarView view = bar(100);
    view.show(FakeFleet.transfer(HALF));
    view.clear();
    assertThat(screen()).isEmpty();
    view.show(FakeFleet.transfer(HALF));
    assertThat(screen()).contains("50%");

    view.close();
    view.show(FakeFleet.transfer(HALF));
    view.close();
    assertThat(screen()).isEmpty();
    assertThat(terminal.toString(StandardCharsets.UTF_8)).doesNotContain("\n");
  }

  private BarView bar(int columns) {
    return new BarView(
        new PrintStream(terminal, true, StandardCharsets.UTF_8),
        "pacer",
        () -> new TerminalSize(24, columns));
  }

  /** What stands in the line: everything since it was cleared last. */
  private String screen() {
    String all = terminal.toString(StandardCharsets.UTF_8);
    int cleared = all.lastIndexOf("\r\u001b[K");
    assertThat(cleared).isNotNegative();
    return all.substring(cleared + 4);
  }
}

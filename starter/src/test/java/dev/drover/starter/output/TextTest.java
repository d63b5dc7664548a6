package dev.drover.starter.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.protocol.message.MigrationResult;
import dev.drover.protocol.message.Progress;
import dev.drover.starter.fleet.FakeFleet;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class TextTest {
  private static final Progress HALF =
      new Progress("active", 1 << 30, 700 << 20, 512 << 20, 100 << 20, 3 << 20, 2, 7000);

  @Test
  void amountsAreWrittenAndReadInPowersOf1024() {
    assertThat(Units.bytes(1023)).isEqualTo("1023 B");
    assertThat(Units.bytes(1536)).isEqualTo("1.5 KiB");
    assertThat(Units.parseBytes("100M")).isEqualTo(100L << 20);
    assertThat(Units.parseBytes("2GiB/s")).isEqualTo(2L << 30);
    assertThat(Units.parseBytes("12345")).isEqualTo(12345);
    assertThatThrownBy(() -> Units.parseBytes("1.5G")).hasMessageContaining("no amount of bytes");
    assertThatThrownBy(() -> Units.parseBytes("999999999999999T"))
        .hasMessageContaining("too large");
  }

  @Test
  void durationsAreShortEnoughToReadAtAGlance() {
    assertThat(Units.micros(14_230)).isEqualTo("14.2 ms");
    assertThat(Units.micros(3_214_000)).isEqualTo("3.21 s");
  }

  @Test
  void namesCannotCommandTheTerminal() {
    assertThat(Units.printable("a\u001b[31mb\u202e\n")).isEqualTo("a?[31mb??");
  }

  @Test
  void aTableIsAsWideAsItsCells() {
    Table table = new Table("NAME", "STATE");
    table.row("a-long-name", "up");

    assertThat(table.lines()).containsExactly("NAME         STATE", "a-long-name  up");
  }

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
        .isEqualTo("pacer runs on beta; the source gave no numbers");
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
  void theBarShowsPercentAndNumbers() {
    ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    try (BarView view =
        new BarView(new PrintStream(terminal, true, StandardCharsets.UTF_8), "pacer", 120)) {
      view.show(FakeFleet.transfer(HALF));
    }

    assertThat(terminal.toString(StandardCharsets.UTF_8))
        .contains("pacer", "50%", "100.0 MiB/s", "512.0 MiB left", "dirtied 3.0 MiB/s");
  }
}

package dev.drover.starter.output;

import static org.assertj.core.api.Assertions.assertThat;

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

final class ProgressTest {
  private static final Progress HALF =
      new Progress("active", 1 << 30, 700 << 20, 512 << 20, 100 << 20, 3 << 20, 2, 7000);

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

package dev.drover.bench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFileTest {
  private static final Conditions CONDITIONS =
      new Conditions("2026-01-02", "abc", "7.2.22", "1.29.1", "17", "a machine", 1_048_568);

  private static Sample sample(Way way, int round, Measure measure, double millis) {
    return new Sample("idle", way, round, Map.of(measure, millis));
  }

  @Test
  void aRunIsContinuedWhereItStopped(@TempDir Path folder) {
    Path file = folder.resolve("results.jsonl");
    ResultFile.begin(file, CONDITIONS).add(sample(Way.FLOOR, 0, Measure.TOTAL, 360.5));

    ResultFile again = ResultFile.resume(file, CONDITIONS);
    again.add(sample(Way.FLOOR, 1, Measure.TOTAL, 370.5));

    assertThat(ResultFile.read(file).samples().values("idle", Way.FLOOR, Measure.TOTAL))
        .containsExactly(360.5, 370.5);
    assertThat(again.samples().nextRound("idle")).isEqualTo(2);
    assertThat(again.samples().nextRound("busy")).isZero();
  }

  @Test
  void aRunIsNotContinuedWithAnotherQemu(@TempDir Path folder) {
    Path file = folder.resolve("results.jsonl");
    ResultFile.begin(file, CONDITIONS);
    Conditions other =
        new Conditions("2026-01-02", "abc", "10.0.2", "1.29.1", "17", "a machine", 1_048_568);

    assertThatThrownBy(() -> ResultFile.resume(file, other))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("7.2.22")
        .hasMessageContaining("10.0.2");
  }

  @Test
  void aRunMayBeContinuedOnTheNextDay(@TempDir Path folder) {
    Path file = folder.resolve("results.jsonl");
    ResultFile.begin(file, CONDITIONS);
    Conditions tomorrow =
        new Conditions("2026-01-03", "abc", "7.2.22", "1.29.1", "17", "a machine", 1_048_568);

    assertThat(ResultFile.resume(file, tomorrow).conditions()).isEqualTo(CONDITIONS);
  }
}

package dev.drover.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SamplesTest {
  private static Sample sample(String guest, Way way, int round, Measure measure, double millis) {
    return new Sample(guest, way, round, Map.of(measure, millis));
  }

  @Test
  void onlyMovesOfTheSameRoundAndGuestAreCompared() {
    Samples samples =
        new Samples(
            List.of(
                sample("idle", Way.FLOOR, 0, Measure.TOTAL, 100),
                sample("idle", Way.DROVER, 0, Measure.WORKFLOW, 130),
                sample("idle", Way.DROVER, 1, Measure.WORKFLOW, 250),
                sample("idle", Way.FLOOR, 1, Measure.TOTAL, 200),
                sample("idle", Way.FLOOR, 2, Measure.TOTAL, 900),
                sample("busy", Way.DROVER, 2, Measure.WORKFLOW, 999)));

    assertThat(Comparison.WORKFLOW.of(samples, "idle")).contains(Spread.of(List.of(30.0, 50.0)));
    assertThat(Comparison.WORKFLOW.of(samples, "busy")).isEmpty();
  }
}

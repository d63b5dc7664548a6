package dev.drover.bench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PageFileTest {
  private static final String PAGE =
      """
      Before.
      <!-- results 7.2 -->
      an older run
      <!-- end -->
      <!-- results 10 -->
      another QEMU's run
      <!-- end -->
      <!-- history -->

      | date | commit | QEMU | guest | rest |
      |---|---|---|---|---|
      | 2026-01-01 | abc | 7.2.22 | idle | 1 |

      <!-- end -->
      After.
      """;

  private static Conditions conditions(String commit, String qemu) {
    return new Conditions("2026-01-02", commit, qemu, "1.29.1", "17", "a machine", 1);
  }

  private static Samples samples(double workflow) {
    return new Samples(
        List.of(
            new Sample("idle", Way.FLOOR, 0, Map.of(Measure.TOTAL, 300.0, Measure.BLACKOUT, 10.0)),
            new Sample(
                "idle",
                Way.DROVER,
                0,
                Map.of(Measure.WORKFLOW, workflow, Measure.BLACKOUT, 12.5))));
  }

  @Test
  void aRunTakesThePlaceOfTheLastOneWithItsQemuAndOfNothingElse() {
    String page = PageFile.with(PAGE, conditions("def", "7.2.22"), samples(450));

    assertThat(page)
        .startsWith("Before.\n<!-- results 7.2 -->\n")
        .endsWith("<!-- end -->\nAfter.\n")
        .contains("another QEMU's run")
        .contains("| idle | workflow less the floor's total | at most 250 | 1 | 150.0 |")
        .doesNotContain("an older run");
  }

  @Test
  void everyRunKeepsItsRowInTheHistory() {
    String page = PageFile.with(PAGE, conditions("def", "7.2.22"), samples(450));

    assertThat(page)
        .contains("| 2026-01-01 | abc | 7.2.22 | idle | 1 |\n| 2026-01-02 | def | 7.2.22 | idle |")
        .contains("| 1 | 300.0 | 150.0 | 10.0 | 2.5 |");
  }

  @Test
  void aRunThatWasContinuedHasOneRow() {
    Conditions same = conditions("def", "7.2.22");
    String twice = PageFile.with(PageFile.with(PAGE, same, samples(450)), same, samples(460));

    assertThat(twice).contains("| 160.0 |").doesNotContain("| 150.0 |");
    assertThat(twice.lines().filter(line -> line.startsWith("| 2026-01-02 | def"))).hasSize(1);
  }

  @Test
  void aPageWithoutPlaceForAQemuIsRefused() {
    assertThatThrownBy(() -> PageFile.with(PAGE, conditions("def", "8.0.1"), samples(450)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("<!-- results 8.0 -->");
  }
}

package dev.drover.worker.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.hypervisor.migration.Alarm;
import dev.drover.hypervisor.migration.MoveEnd;
import dev.drover.hypervisor.migration.RecoveryAction;
import dev.drover.protocol.Phase;
import dev.drover.protocol.switchover.SourceWord;
import io.temporal.worker.MetricsType;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MeterTableTest {
  @Test
  void thePageSaysWhatTheCodeSays() throws IOException {
    if (Boolean.getBoolean(MeterTable.WRITE_PROPERTY)) {
      MeterTable.write();
    }

    assertThat(Files.readString(MeterTable.PAGE))
        .as("docs/metrics.md; to write it anew: -D%s=true", MeterTable.WRITE_PROPERTY)
        .isEqualTo(MeterTable.page());
  }

  @Test
  void everyWordOfALabelIsExplained() {
    Map<Label, Enum<?>[]> words =
        Map.of(
            Label.OUTCOME, MoveEnd.Outcome.values(),
            Label.REASON, HeldReason.values(),
            Label.ALARM, Alarm.values(),
            Label.ACTION, RecoveryAction.values());

    words.forEach(
        (label, values) -> {
          for (Enum<?> value : values) {
            assertThat(label.meaning()).contains("`" + Label.word(value) + "`");
          }
        });
  }

  @Test
  void everyMeterIsPrintedAsItIsDescribedAndNoOther() {
    Scrape scrape = scrape();
    Set<String> described = new TreeSet<>();
    for (Meter meter : Meter.values()) {
      String name = meter.printed();
      described.add(name);
      assertThat(scrape.types()).containsEntry(name, Label.word(meter.kind()));
      assertThat(scrape.labels(meter.kind() == Kind.HISTOGRAM ? name + "_count" : name))
          .as(name)
          .containsExactlyInAnyOrderElementsOf(meter.labels().stream().map(Label::key).toList());
      if (meter.kind() == Kind.HISTOGRAM) {
        described.add(name + "_max");
      }
    }

    assertThat(scrape.own()).isEqualTo(described);
  }

  @ParameterizedTest
  @EnumSource
  void everyMeterOfTheSdkIsOneThatItKnows(SdkMeter meter) throws IllegalAccessException {
    Set<String> known = new TreeSet<>();
    for (Class<?> names : Set.of(MetricsType.class, io.temporal.serviceclient.MetricsType.class)) {
      for (Field field : names.getFields()) {
        known.add(String.valueOf(field.get(null)));
      }
    }

    assertThat(known).contains(meter.printed().replaceFirst("_(total|seconds)$", ""));
  }

  private static Scrape scrape() {
    try (WorkerMetrics metrics = new WorkerMetrics(FakeNumbers.config("host"))) {
      metrics
          .host()
          .opened(
              FakeNumbers.source(
                  () ->
                      FakeNumbers.snapshot(
                          FakeNumbers.outgoing(SourceWord.PERFORM, Phase.PERFORM3))),
              Duration.ZERO);
      metrics.host().measured(new NoStore());
      metrics.describe("0.1.0", "id", () -> true);
      return Scrape.of(metrics.scrape());
    }
  }
}

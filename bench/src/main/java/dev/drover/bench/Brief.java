package dev.drover.bench;

import dev.drover.bench.result.Measure;
import dev.drover.bench.result.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A round in one line, for who watches. */
final class Brief {
  private static final List<Measure> SHOWN =
      List.of(Measure.TOTAL, Measure.WORKFLOW, Measure.COMMAND, Measure.BLACKOUT);

  private Brief() {}

  static String of(List<Sample> samples) {
    List<String> ways = new ArrayList<>();
    for (Sample sample : samples) {
      List<String> values = new ArrayList<>();
      for (Measure measure : SHOWN) {
        Double value = sample.values().get(measure);
        if (value != null) {
          values.add(
              String.format(
                  Locale.ROOT, "%s %.1f", measure.name().toLowerCase(Locale.ROOT), value));
        }
      }
      ways.add(sample.way().key() + " " + String.join(", ", values));
    }
    return String.join("; ", ways) + " ms";
  }
}

package dev.drover.tests.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.tests.harness.TestFleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What docs/reliability.md says without a run; {@code -Ddrover.writeDocs=true} writes it. */
class ReliabilityPageTest {
  private static final Path PAGE = TestFleet.repository().resolve("docs/reliability.md");

  @Test
  void thePageShowsWhatTheMatrixExpects() throws IOException {
    String page = Files.readString(PAGE);
    String text = MatrixReport.placed(page, "expected", MatrixReport.expected(Matrix.cells()));
    text = MatrixReport.placed(text, "moments", moments());
    text = MatrixReport.placed(text, "alphabet", alphabet());
    if (Boolean.getBoolean("drover.writeDocs")) {
      Files.writeString(PAGE, text);
    } else {
      assertThat(page)
          .as("stale: ./mvnw -pl tests -am test -Dtest=ReliabilityPageTest -Ddrover.writeDocs=true")
          .isEqualTo(text);
    }
  }

  private static String moments() {
    return Arrays.stream(Moment.values())
        .map(moment -> "- **%s**: %s".formatted(moment.title(), moment.sentence()))
        .collect(Collectors.joining("\n"));
  }

  /** What only one of the two lists has. */
  private static String alphabet() {
    Map<String, String> without = new TreeMap<>();
    for (Cell cell : Matrix.cells()) {
      if (Events.of(cell).isEmpty()) {
        without.put(cell.deed().title(), Events.whyNone(cell));
      }
    }
    return "Fault tests without an event of the explorer:\n\n%s\n\nEvents of the explorer that other tests bring about:\n\n%s\n\nEvents of the explorer without a test of several processes:\n\n%s"
        .formatted(
            list(without),
            list(
                Elsewhere.tested().entrySet().stream()
                    .collect(
                        Collectors.toMap(
                            Map.Entry::getKey,
                            entry -> "`" + entry.getValue().replaceAll(".*\\.", "") + "`"))),
            list(Elsewhere.untested()));
  }

  private static String list(Map<String, String> lines) {
    return new TreeMap<>(lines)
        .entrySet().stream()
            .map(entry -> "- %s: %s".formatted(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining("\n"));
  }
}

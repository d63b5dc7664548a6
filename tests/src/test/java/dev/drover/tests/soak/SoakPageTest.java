package dev.drover.tests.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SoakPageTest {
  private static final String PAGE =
      "# A page\n\n<!-- soak -->\n\n| a |\n\n<!-- end -->\n\nThe end.\n";

  @Test
  void aRunIsAddedToTheTable() {
    assertThat(SoakPage.with(PAGE, "| 1 | 2 | no | 60 | ok |"))
        .isEqualTo(
            "# A page\n\n<!-- soak -->\n\n| a |\n| 1 | 2 | no | 60 | ok |\n\n<!-- end -->\n\nThe end.\n");
  }

  @Test
  void theSameRunTakesItsOwnPlace() {
    String once = SoakPage.with(PAGE, "| 1 | 2 | no | 60 | ok |");

    assertThat(SoakPage.with(once, "| 1 | 2 | no | 60 | better |"))
        .isEqualTo(once.replace("ok", "better"));
  }

  @Test
  void aPageWithoutTheTableIsRefused() {
    assertThatThrownBy(() -> SoakPage.with("# A page\n", "| 1 |"))
        .hasMessageContaining("<!-- soak -->");
  }

  @Test
  void thePageAboutReliabilityHasTheTable() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "reliability.md"));

    assertThat(SoakPage.with(page, "| 1 | 2 | no | 60 | ok |"))
        .contains("| 1 | 2 | no | 60 | ok |");
  }
}

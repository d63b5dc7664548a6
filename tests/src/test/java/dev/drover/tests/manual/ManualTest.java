package dev.drover.tests.manual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drover.tests.harness.TestFleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ManualTest {
  /** Set to {@code true} to write the files instead of comparing them. */
  private static final String WRITE_PROPERTY = "drover.writeDocs";

  private static final Path REPOSITORY = TestFleet.repository();

  @Test
  void theFilesSayWhatTheCommandsSay() throws IOException {
    for (Map.Entry<Path, String> file : Manual.files().entrySet()) {
      Path path = REPOSITORY.resolve(file.getKey());
      if (Boolean.getBoolean(WRITE_PROPERTY)) {
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.getValue());
      }

      assertThat(Files.readString(path))
          .as("%s; to write it anew: -D%s=true", file.getKey(), WRITE_PROPERTY)
          .isEqualTo(file.getValue());
    }
  }

  @Test
  void everyCommandOfBothProgramsIsTold() throws IOException {
    assertThat(Files.readString(REPOSITORY.resolve("docs/commands.md")))
        .contains("\n## drover migrate\n", "\n## drover pki host\n", "\n## drover worker\n")
        .contains("`--peer-listen=", "`--wait, --no-wait`")
        .doesNotContain("drover names");
    assertThat(Files.readString(REPOSITORY.resolve("docs/drover.1")))
        .contains(".SS drover migrate\n", ".SS drover worker\n", "\n21 DOMAIN_EXISTS\n");
  }

  @Test
  void mandocHasNothingToSayAboutTheManPage(@TempDir Path folder) throws Exception {
    assumeTrue(Shells.isHere("mandoc"), "no mandoc on this machine");

    assertThat(
            Shells.run(
                folder, "mandoc", "-T", "lint", REPOSITORY.resolve("docs/drover.1").toString()))
        .isEmpty();
  }
}

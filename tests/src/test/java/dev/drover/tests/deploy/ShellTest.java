package dev.drover.tests.deploy;

import static dev.drover.tests.deploy.Deployed.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drover.tests.deploy.UnitFilesTest.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShellTest {
  @Test
  void shellcheckFindsNothing() throws Exception {
    assumeTrue(Tools.isHere("shellcheck"), "no shellcheck on this machine");

    assertThat(check("bash", "dev", "drover", "guest/build", "devtools")).isEmpty();
    assertThat(check("sh", "deploy")).isEmpty();
  }

  /** Parts of ./dev are sourced files: it says which shell they are for. */
  private static String check(String shell, String... names) throws Exception {
    List<String> command = new ArrayList<>(List.of("shellcheck", "--shell=" + shell));
    for (String name : names) {
      Path path = ROOT.resolve(name);
      if (Files.isDirectory(path)) {
        try (Stream<Path> files = Files.list(path)) {
          files
              .map(Path::toString)
              .filter(file -> file.endsWith(".sh"))
              .sorted()
              .forEach(command::add);
        }
      } else {
        command.add(path.toString());
      }
    }
    return Tools.run(command.toArray(String[]::new));
  }
}

package dev.drover.tests.manual;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** Real shells, with a {@code drover} that knows two domains and two hosts. */
final class Shells {
  private static final int SECONDS = 30;

  private Shells() {}

  static boolean isHere(String program) {
    return Arrays.stream(System.getenv("PATH").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** Makes the {@code drover} that a completion asks for names. */
  static void makeDrover(Path folder) throws IOException {
    Path drover =
        Files.writeString(
            folder.resolve("drover"),
            """
            #!/bin/sh
            case "$*" in
              'names domains') printf 'pacer\\nbusy\\n' ;;
              'names hosts') printf 'alpha\\nbeta\\n' ;;
              *) exit 2 ;;
            esac
            """);
    Files.setPosixFilePermissions(drover, PosixFilePermissions.fromString("rwx------"));
  }

  /** Returns all that a program says, with the folder first on its PATH. */
  static String run(Path folder, String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().merge("PATH", folder.toString(), (path, first) -> first + ":" + path);
    builder.environment().put("TERM", "dumb");
    Path said = folder.resolve("said");
    Process process = builder.redirectOutput(said.toFile()).start();
    process.getOutputStream().close();
    boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly().waitFor();
    }
    String all = Files.readString(said, StandardCharsets.UTF_8).strip();
    assertThat(ended).as("%s ends; it says: %s", command[0], all).isTrue();
    return all;
  }
}

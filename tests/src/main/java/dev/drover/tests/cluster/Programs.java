package dev.drover.tests.cluster;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The programs of a cluster, and the folder of its run. {@code devtools/cluster.sh} finds, builds
 * or fetches each of them and leaves a command for it.
 *
 * @param folder of this run; it is removed by whoever made it
 */
record Programs(Path folder) {
  /** System property: the folder of the run. */
  static final String FOLDER = "drover.cluster";

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  Programs {
    requireNonNull(folder, "folder is null");
  }

  static Programs ofThisRun() {
    return new Programs(Path.of(requireNonNull(System.getProperty(FOLDER), "run './dev cluster'")));
  }

  String path(String program) {
    return folder.resolve("bin").resolve(program).toString();
  }

  /**
   * Runs a script of the folder {@code deploy}, which finds these programs on its path.
   *
   * @param script the script's path, or a program's name and its arguments
   * @return what it said
   * @throws AssertionError with what it said, if it fails or takes too long
   */
  List<String> run(String name, Map<String, String> environment, List<String> script) {
    try {
      Path said = Files.createTempFile(folder, name, ".out");
      ProcessBuilder builder =
          new ProcessBuilder(script)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(said.toFile());
      builder.environment().putAll(environment);
      builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
      Process process = builder.start();
      boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly();
      }
      List<String> lines = Files.readAllLines(said);
      Files.delete(said);
      if (!ended || process.exitValue() != 0) {
        throw new AssertionError(
            "%s %s: %s"
                .formatted(
                    name,
                    ended
                        ? "ended with status " + process.exitValue()
                        : "did not end within " + PATIENCE.toSeconds() + " s",
                    String.join("\n", lines)));
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(name + " was interrupted", e);
    }
  }

  /** Returns a command that runs a program as the user who may not be root. */
  static List<String> unprivileged(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(
          List.of("setpriv", "--reuid=" + NOBODY, "--regid=nogroup", "--clear-groups", "--"));
    }
    command.add(program);
    command.addAll(List.of(arguments));
    return command;
  }

  /** The user that every Unix has and that owns nothing. */
  static final String NOBODY = "nobody";

  static boolean isRoot() {
    return System.getProperty("user.name", "").equals("root");
  }
}

package dev.drover.tests.monitoring;

import dev.drover.tests.harness.TestFleet;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Prometheus' own tool for its files, where {@code ./dev setup} has put it or on the PATH. */
public final class Promtool {
  private final Path program;

  private Promtool(Path program) {
    this.program = program;
  }

  /** Returns the tool; skips the calling test where there is none. */
  public static Promtool orSkip() {
    Optional<Path> found = find();
    Assumptions.assumeTrue(
        found.isPresent(),
        "no promtool: './dev setup' fetches it from Debian's package prometheus");
    return new Promtool(found.orElseThrow());
  }

  private static Optional<Path> find() {
    Path own = TestFleet.repository().resolve("target/prometheus/usr/bin/promtool");
    Stream<Path> path =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .map(folder -> Path.of(folder, "promtool"));
    return Stream.concat(Stream.of(own), path).filter(Files::isExecutable).findFirst();
  }

  /**
   * Runs the tool to its end.
   *
   * @param input given to its standard input
   */
  public Said run(String input, String... arguments) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    try {
      Path in = Files.createTempFile("promtool", ".in");
      try {
        Files.writeString(in, input);
        Process process =
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(in.toFile())
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), output);
      } finally {
        Files.delete(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(command + " cannot be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(command + " was interrupted", e);
    }
  }

  /**
   * What a run said.
   *
   * @param output standard output and standard error
   */
  public record Said(int exit, String output) {}
}

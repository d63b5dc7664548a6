package dev.drover.tests.harness;

import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A process of the test's own: its output is kept, it is ended by its own handle, never by name.
 */
public final class ManagedProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String name;
  private final Process process;
  private final List<String> lines = new ArrayList<>();

  private ManagedProcess(String name, Process process) {
    this.name = requireNonNull(name, "name is null");
    this.process = process;
    Thread reader = new Thread(this::read, "output of " + name);
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts a process; standard output and standard error are kept together. */
  public static ManagedProcess start(
      String name, Path folder, Map<String, String> environment, List<String> command) {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    try {
      return new ManagedProcess(name, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be started: " + command, e);
    }
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Returns what the process has said so far. */
  public List<String> output() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  /** Waits for a line that the pattern finds something in, and returns it. */
  public String awaitLine(String pattern, Duration within) {
    Pattern wanted = Pattern.compile(pattern);
    Deadline.await(
        within,
        name + " says " + pattern,
        this::output,
        said -> said.stream().anyMatch(line -> wanted.matcher(line).find()) || !isAlive());
    return output().stream()
        .filter(line -> wanted.matcher(line).find())
        .findFirst()
        .orElseThrow(
            () -> new AssertionError(name + " ended without saying " + pattern + ": " + output()));
  }

  /** Waits for the end and returns the exit status. */
  public int awaitExit(Duration within) {
    try {
      if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError(name + " still runs after " + within + ": " + output());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(name + ": interrupted while waiting for its end", e);
    }
    return process.exitValue();
  }

  /** Ends the process without asking, as a crash would. */
  public void kill() {
    process.destroyForcibly();
    awaitExit(PATIENCE);
  }

  /** Asks the process to end, as an administrator would, and returns its exit status. */
  public int terminate() {
    process.destroy();
    return awaitExit(PATIENCE);
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      kill();
    }
  }

  private void read() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        synchronized (lines) {
          lines.add(line);
        }
      }
    } catch (IOException e) {
      synchronized (lines) {
        lines.add("(output lost: " + e.getMessage() + ")");
      }
    }
  }
}

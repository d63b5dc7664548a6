package dev.drover.tests.harness;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Places at which a worker waits for a test, in a folder that both see: the file {@code NAME} keeps
 * a gate shut, {@code NAME.waiting} says that the worker stands before it.
 */
public final class Gates {
  /** Longer than any test holds a gate; a forgotten one must not hold the worker for ever. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

  private final Path folder;

  public Gates(Path folder) {
    this.folder = requireNonNull(folder, "folder is null");
  }

  /** Makes the folder. */
  public static Gates in(Path folder) {
    try {
      return new Gates(Files.createDirectories(folder));
    } catch (IOException e) {
      throw new UncheckedIOException("no folder for gates", e);
    }
  }

  Path folder() {
    return folder;
  }

  /** Shuts a gate: who comes to it waits. */
  public void shut(String gate) {
    // Who was killed before it still seems to stand there.
    remove(folder.resolve(gate + ".waiting"));
    make(folder.resolve(gate));
  }

  /** Opens a gate. */
  public void open(String gate) {
    remove(folder.resolve(gate));
  }

  /** Waits until somebody stands before the gate. */
  public void awaitWaiting(String gate, Duration within) {
    Deadline.await(
        within,
        "somebody waits at " + gate,
        () -> Files.exists(folder.resolve(gate + ".waiting")),
        Boolean::booleanValue);
  }

  /** Goes through a gate, at once if it is open. */
  void pass(String gate) {
    Path shut = folder.resolve(gate);
    if (!Files.exists(shut)) {
      return;
    }
    Path waiting = folder.resolve(gate + ".waiting");
    make(waiting);
    Deadline.await(
        LONGEST_WAIT, "the gate " + gate + " opens", () -> Files.exists(shut), there -> !there);
    remove(waiting);
  }

  private static void make(Path file) {
    try {
      Files.writeString(file, "");
    } catch (IOException e) {
      throw new UncheckedIOException("the gate " + file + " cannot be shut", e);
    }
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("the gate " + file + " cannot be opened", e);
    }
  }
}

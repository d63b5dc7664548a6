package dev.drover.tests.harness;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Places at which a worker does what a test orders, in a folder that both see: the file {@code
 * NAME} holds the order, {@code NAME.waiting} says that a worker waits there, {@code NAME.done}
 * that it has done the order, and the file {@code passed} names every gate that was passed.
 */
public final class Gates {
  /** The status that the kernel gives who was ended by SIGKILL. */
  private static final int KILLED = 137;

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
    order(gate, Order.WAIT);
  }

  /** Says what the next worker at a gate is to do; others then pass as if there were none. */
  public void order(String gate, Order order) {
    remove(done(gate));
    // Of a worker that was killed while it waited here.
    remove(waiting(gate));
    write(folder.resolve(gate), order.name());
  }

  /** Opens a gate, and takes back what was ordered there and not done yet. */
  public void open(String gate) {
    remove(folder.resolve(gate));
  }

  /** Waits until somebody stands before the gate. */
  public void awaitWaiting(String gate, Duration within) {
    Deadline.await(
        within,
        "somebody waits at " + gate,
        () -> Files.exists(waiting(gate)),
        Boolean::booleanValue);
  }

  /** Returns whether somebody has begun to do the newest order at a gate. */
  public boolean isDone(String gate) {
    return Files.exists(done(gate));
  }

  /** Returns all gates that were passed, in order, each as often as it was. */
  public List<String> passed() {
    try {
      return Files.readAllLines(folder.resolve("passed"));
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("nobody knows which gates were passed", e);
    }
  }

  /** Goes through a gate, at once if it is open, and returns what is left to be done there. */
  Optional<Order> pass(String gate) {
    note(gate);
    Optional<Order> order = take(gate);
    if (order.isEmpty()) {
      return order;
    }
    switch (order.get()) {
      case WAIT -> await(gate);
      case HALT -> Runtime.getRuntime().halt(KILLED);
      case LOSE, REPEAT, FAIL, FAIL_BUT_DO -> {
        return order;
      }
    }
    return Optional.empty();
  }

  private void await(String gate) {
    Path shut = folder.resolve(gate);
    write(waiting(gate), "");
    Deadline.await(
        LONGEST_WAIT, "the gate " + gate + " opens", () -> Files.exists(shut), there -> !there);
    remove(waiting(gate));
  }

  /** An order is one worker's: whoever removes its file. A shut gate stays shut for all. */
  private Optional<Order> take(String gate) {
    Path file = folder.resolve(gate);
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      Order order = Order.valueOf(Files.readString(file));
      if (order == Order.WAIT) {
        return Optional.of(order);
      }
      write(done(gate), order.name());
      Files.delete(file);
      return Optional.of(order);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("the order at " + gate + " cannot be read", e);
    }
  }

  private void note(String gate) {
    try {
      Files.writeString(folder.resolve("passed"), gate + "\n", CREATE, APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("passing " + gate + " cannot be noted", e);
    }
  }

  private Path waiting(String gate) {
    return folder.resolve(gate + ".waiting");
  }

  private Path done(String gate) {
    return folder.resolve(gate + ".done");
  }

  /** Whole or not at all: a worker reads at any moment. */
  private static void write(Path file, String text) {
    Path unfinished = file.resolveSibling("." + file.getFileName() + ".new");
    try {
      Files.writeString(unfinished, text);
      Files.move(unfinished, file, ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("the gate " + file + " cannot be set", e);
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

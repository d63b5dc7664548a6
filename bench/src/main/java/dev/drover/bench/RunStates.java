package dev.drover.bench;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The times at which a QEMU changed its run state, by its own log ({@code -D FILE -trace
 * runstate_set -msg timestamp=on}): the same witness for a QEMU driven by hand and for one whose
 * monitors are drover's. The file is held open, and may be removed meanwhile. QEMU writes {@code
 * finish-migrate} when it stops the CPUs for a migration, just before it sends the event STOP, and
 * {@code running} between the event RESUME and the first CPU's start (softmmu/cpus.c).
 */
public final class RunStates implements AutoCloseable {
  private static final int MAX_BYTES = 1 << 20;
  private static final Pattern CHANGE =
      Pattern.compile(
          "\\d+@(\\d+)\\.(\\d{6}):runstate_set current_run_state .* new_state \\d+ \\((.*)\\)");

  private final Path file;
  private final FileChannel channel;

  private RunStates(Path file, FileChannel channel) {
    this.file = requireNonNull(file, "file is null");
    this.channel = requireNonNull(channel, "channel is null");
  }

  /** Opens the log of a QEMU that is there. */
  public static RunStates follow(Path file) {
    try {
      return new RunStates(file, FileChannel.open(file, StandardOpenOption.READ));
    } catch (IOException e) {
      throw new UncheckedIOException("no run-state log", e);
    }
  }

  /** Returns when the last migration stopped the CPUs, in microseconds since 1970. */
  public long stopped() {
    return last("finish-migrate");
  }

  /** Returns when the source had sent everything and knew that it was loaded. */
  public long completed() {
    return last("postmigrate");
  }

  /** Returns when a destination that waits for permission had loaded everything. */
  public long loaded() {
    return last("paused");
  }

  /** Returns when the CPUs last began to run. */
  public long ran() {
    return last("running");
  }

  private long last(String state) {
    return last(text(), state)
        .orElseThrow(() -> new AssertionError(file + " never says " + state + ": " + text()));
  }

  static OptionalLong last(String text, String state) {
    OptionalLong found = OptionalLong.empty();
    for (String line : text.lines().toList()) {
      Matcher change = CHANGE.matcher(line);
      if (change.matches() && change.group(3).equals(state)) {
        long seconds = Long.parseLong(change.group(1));
        found = OptionalLong.of(seconds * 1_000_000 + Long.parseLong(change.group(2)));
      }
    }
    return found;
  }

  private String text() {
    try {
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(MAX_BYTES, channel.size()));
      while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) > 0) {
        // Reads on.
      }
      return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be closed", e);
    }
  }
}

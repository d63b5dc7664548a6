package dev.drover.starter.local;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * Who is connected to a Unix socket, from the kernel's table. QEMU serves one client of a serial
 * port; the kernel accepts a second one and lets it wait without a word, which only the table tells
 * apart.
 */
final class UnixListeners {
  /** Columns: address, references, protocol, flags, type, state, inode, path (proc(5)). */
  private static final int COLUMNS = 8;

  private static final int FLAGS = 3;
  private static final int STATE = 5;
  private static final int PATH = 7;

  /** {@code __SO_ACCEPTCON}: the listening socket itself (net/unix/af_unix.c). */
  private static final String LISTENS = "00010000";

  /** {@code SS_CONNECTING}: not accepted yet. */
  private static final String WAITS = "02";

  /** {@code SS_CONNECTED}. */
  private static final String CONNECTED = "03";

  private final Path table;

  UnixListeners(Path table) {
    this.table = requireNonNull(table, "table is null");
  }

  /** Reads the kernel's own table. */
  static UnixListeners ofKernel() {
    return new UnixListeners(Path.of("/proc/net/unix"));
  }

  /** Returns whether the listener on a socket serves somebody. */
  boolean serves(Path socket) {
    return any(socket, row -> row.get(STATE).equals(CONNECTED));
  }

  /** Returns whether somebody waits in vain for the listener on a socket. */
  boolean keepsWaiting(Path socket) {
    return any(socket, row -> row.get(STATE).equals(WAITS));
  }

  private boolean any(Path socket, Predicate<List<String>> wanted) {
    try {
      return Files.readAllLines(table, StandardCharsets.UTF_8).stream()
          .map(line -> Arrays.asList(line.strip().split("\\s+", COLUMNS)))
          .filter(row -> row.size() == COLUMNS && row.get(PATH).equals(socket.toString()))
          .filter(row -> !row.get(FLAGS).equals(LISTENS))
          .anyMatch(wanted);
    } catch (IOException noTable) {
      // Then the second client waits in silence, as with any other program.
      return false;
    }
  }
}

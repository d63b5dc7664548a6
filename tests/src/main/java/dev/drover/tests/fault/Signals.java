package dev.drover.tests.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Signals that Java cannot send, and what Linux says of the process that they went to. */
final class Signals {
  private Signals() {}

  /** Sends a signal by the program {@code kill}; a process that is gone is no mistake. */
  static void send(String signal, long pid) {
    try {
      new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("SIG" + signal + " cannot be sent to " + pid, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while SIG" + signal + " was sent", e);
    }
  }

  /** Returns whether a process is gone or a zombie. */
  static boolean isDead(long pid) {
    return state(pid).filter(state -> state != 'Z' && state != 'X').isEmpty();
  }

  /** Returns whether a process stands still, or is gone. */
  static boolean isStopped(long pid) {
    return isDead(pid) || state(pid).filter(state -> state == 'T').isPresent();
  }

  /** The letter behind the program's name, which may have any characters and ends with ')'. */
  private static Optional<Character> state(long pid) {
    try {
      String stat =
          Files.readString(
              Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
      return Optional.of(stat.charAt(stat.lastIndexOf(')') + 2));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}

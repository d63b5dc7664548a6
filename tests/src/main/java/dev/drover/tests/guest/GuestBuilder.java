package dev.drover.tests.guest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs the programs that make guests and their disks. */
final class GuestBuilder {
  private GuestBuilder() {}

  /**
   * What a program said.
   *
   * @param status its exit status
   * @param said standard output and standard error
   */
  record Result(int status, String said) {
    /**
     * Returns what the program said, if it succeeded.
     *
     * @param what could not be done otherwise, in words
     */
    String orFail(String what) {
      if (status != 0) {
        throw new AssertionError("%s, exit status %d: %s".formatted(what, status, said));
      }
      return said;
    }
  }

  /** Runs a program to its end. */
  static Result run(String... command) {
    try {
      Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), said.strip());
    } catch (IOException e) {
      throw new UncheckedIOException(command[0] + " cannot be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(command[0] + " was interrupted", e);
    }
  }
}

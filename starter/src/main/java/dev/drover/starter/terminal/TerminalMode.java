package dev.drover.starter.terminal;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A mode of the controlling terminal that is put back when it is closed, and when the process ends
 * by a signal. Set by {@code stty}, as Java knows nothing of terminals; a library (JLine) needs
 * thirteen processes and a quarter of a second for what takes two here.
 */
public final class TerminalMode implements AutoCloseable {
  /** The terminal of this process, wherever its streams lead. */
  private static final File TERMINAL = new File("/dev/tty");

  private static final int STTY_SECONDS = 5;

  private final String before;
  private final Runnable farewell;
  private final Thread hook;
  private final AtomicBoolean restored = new AtomicBoolean();

  private TerminalMode(String before, Runnable farewell) {
    this.before = requireNonNull(before, "before is null");
    this.farewell = requireNonNull(farewell, "farewell is null");
    this.hook = new Thread(this::restore, "drover-terminal");
  }

  /**
   * Hands every key on as it is, Ctrl-C among them, and shows every byte as it is.
   *
   * @throws DroverException INVALID_CONFIGURATION if the terminal cannot be set
   */
  public static TerminalMode raw() {
    return set(() -> {}, "raw", "-echo");
  }

  /**
   * Hands keys on at once and does not show them. Ctrl-C still ends the process; Ctrl-Z, which
   * would leave a half-drawn screen behind, is a key like any other.
   *
   * @param farewell what to do before the mode is put back, once
   * @throws DroverException INVALID_CONFIGURATION if the terminal cannot be set
   */
  public static TerminalMode keys(Runnable farewell) {
    return set(
        farewell, "-icanon", "-echo", "min", "1", "time", "0", "susp", "undef", "quit", "undef");
  }

  private static TerminalMode set(Runnable farewell, String... settings) {
    try {
      TerminalMode mode = new TerminalMode(stty("-g"), farewell);
      Runtime.getRuntime().addShutdownHook(mode.hook);
      stty(settings);
      return mode;
    } catch (IOException e) {
      throw new DroverException(
          FailureCode.INVALID_CONFIGURATION,
          "The terminal cannot be set: " + e.getMessage() + ".",
          e);
    }
  }

  /** Puts the mode back. Closing again changes nothing. */
  @Override
  public void close() {
    restore();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException endingAlready) {
      // The hook finds that nothing is left to do.
    }
  }

  private void restore() {
    if (restored.compareAndSet(false, true)) {
      farewell.run();
      try {
        stty(before);
      } catch (IOException gone) {
        // A terminal that was closed has no mode any more.
      }
    }
  }

  /** Runs stty on the terminal and returns what it says. */
  static String stty(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("stty"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectInput(TERMINAL).redirectErrorStream(true).start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    try {
      if (!process.waitFor(STTY_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("stty does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    if (process.exitValue() != 0) {
      throw new IOException(said.isEmpty() ? "stty ends with " + process.exitValue() : said);
    }
    return said;
  }
}

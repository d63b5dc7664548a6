package dev.drover.starter.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Which of this process's streams lead to a terminal, which Java itself does not say. */
public final class Terminals {
  private static final Pattern TERMINAL = Pattern.compile("/dev/(?:pts/\\d+|tty\\w*|console)");

  private Terminals() {}

  /** Returns whether standard input is a terminal. */
  public static boolean in() {
    return is(0);
  }

  /** Returns whether standard output is a terminal. */
  public static boolean out() {
    return is(1);
  }

  private static boolean is(int descriptor) {
    try {
      Path leadsTo = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor));
      return TERMINAL.matcher(leadsTo.toString()).matches();
    } catch (IOException closed) {
      return false;
    }
  }
}

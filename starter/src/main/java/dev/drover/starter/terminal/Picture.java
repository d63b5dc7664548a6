package dev.drover.starter.terminal;

import static java.util.Objects.requireNonNull;

import java.io.PrintStream;
import java.util.List;

/**
 * A picture that fills the terminal and is drawn over itself. It lives on the terminal's second
 * screen, so that what stood there before comes back. Every picture is one write without clearing
 * anything first: nothing flickers.
 */
public final class Picture implements AutoCloseable {
  private static final String CSI = "\u001b[";
  private static final String SECOND_SCREEN = CSI + "?1049h" + CSI + "?25l";
  private static final String FIRST_SCREEN = CSI + "?25h" + CSI + "?1049l";
  private static final String HOME = CSI + "H";
  private static final String CLEAR_REST_OF_LINE = CSI + "K";
  private static final String CLEAR_REST_OF_SCREEN = CSI + "J";

  private final PrintStream terminal;
  private boolean open = true;

  private Picture(PrintStream terminal) {
    this.terminal = requireNonNull(terminal, "terminal is null");
  }

  /** Takes the terminal over. */
  public static Picture on(PrintStream terminal) {
    Picture picture = new Picture(terminal);
    picture.write(SECOND_SCREEN);
    return picture;
  }

  /**
   * Draws lines; those below the last row are left out.
   *
   * @param lines each at most as wide as the screen, colours included as they are
   */
  public synchronized void draw(List<String> lines, TerminalSize size) {
    if (!open) {
      return;
    }
    StringBuilder all = new StringBuilder(HOME);
    int shown = Math.min(lines.size(), size.rows());
    for (int i = 0; i < shown; i++) {
      // A line break after the last row would scroll.
      all.append(i == 0 ? "" : "\r\n").append(lines.get(i)).append(CLEAR_REST_OF_LINE);
    }
    write(all.append(CLEAR_REST_OF_SCREEN).toString());
  }

  /** Gives the terminal back. Closing again changes nothing. */
  @Override
  public synchronized void close() {
    if (open) {
      open = false;
      write(FIRST_SCREEN);
    }
  }

  private void write(String text) {
    terminal.print(text);
    terminal.flush();
  }
}

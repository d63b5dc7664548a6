package dev.drover.starter.terminal;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much a terminal shows.
 *
 * @param rows at least 1
 * @param columns at least 1
 */
public record TerminalSize(int rows, int columns) {
  /** What a terminal that does not know its size is taken for, since the VT100. */
  public static final TerminalSize USUAL = new TerminalSize(24, 80);

  private static final Pattern ROWS_AND_COLUMNS = Pattern.compile("(\\d{1,5}) (\\d{1,5})");

  /** Asks the controlling terminal. */
  public static TerminalSize now() {
    try {
      return parse(TerminalMode.stty("size"));
    } catch (IOException noTerminal) {
      return USUAL;
    }
  }

  static TerminalSize parse(String said) {
    Matcher matcher = ROWS_AND_COLUMNS.matcher(said);
    if (!matcher.matches()) {
      return USUAL;
    }
    int rows = Integer.parseInt(matcher.group(1));
    int columns = Integer.parseInt(matcher.group(2));
    return new TerminalSize(
        rows == 0 ? USUAL.rows() : rows, columns == 0 ? USUAL.columns() : columns);
  }
}

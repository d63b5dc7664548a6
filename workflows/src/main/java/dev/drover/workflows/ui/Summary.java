package dev.drover.workflows.ui;

/** One line for Temporal's UI: of a workflow, an activity or a timer. */
public final class Summary {
  /**
   * Most bytes of a summary as JSON. Temporal promises room for 200 bytes of text; its server takes
   * a payload of 400 (limit.userMetadataSummarySize), and refuses the whole command otherwise,
   * which would stop a workflow for good.
   */
  public static final int MAX_BYTES = 200;

  private static final String CUT = "...";

  private Summary() {}

  /** Returns the text in one line, cut where it would be too long. */
  public static String of(String text) {
    String line = oneLine(text);
    int used = 0;
    int fits = 0;
    for (int i = 0; i < line.length(); ) {
      int point = line.codePointAt(i);
      used += bytes(point);
      if (used > MAX_BYTES) {
        return line.substring(0, fits) + CUT;
      }
      i += Character.charCount(point);
      if (used <= MAX_BYTES - CUT.length()) {
        fits = i;
      }
    }
    return line;
  }

  /** Returns the text with a blank in place of everything that is not visible. */
  static String oneLine(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints().map(point -> isShown(point) ? point : ' ').forEach(line::appendCodePoint);
    return line.toString();
  }

  /** Direction marks and their like can make a name look like another. */
  private static boolean isShown(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  /** Returns what a character costs in JSON as Jackson writes it. */
  static int bytes(int point) {
    if (point < 0x80) {
      return point == '"' || point == '\\' ? 2 : 1;
    }
    if (point < 0x800) {
      return 2;
    }
    // Beyond the basic plane it writes two escapes of six bytes.
    return point < 0x10000 ? 3 : 12;
  }
}

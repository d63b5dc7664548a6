package dev.drover.protocol.failure;

/** A stranger's text, made fit to be quoted in a sentence for an operator. */
public final class Excerpt {
  private static final int MAX_CODE_POINTS = 100;

  private Excerpt() {}

  /**
   * Returns the text with its control characters replaced, so that it cannot forge lines of a log
   * or steer a terminal, and cut after {@value #MAX_CODE_POINTS} characters.
   */
  public static String of(String text) {
    StringBuilder excerpt = new StringBuilder();
    text.codePoints()
        .limit(MAX_CODE_POINTS)
        .map(point -> isSteering(point) ? '?' : point)
        .forEach(excerpt::appendCodePoint);
    return text.codePointCount(0, Math.min(text.length(), 2 * MAX_CODE_POINTS + 2))
            > MAX_CODE_POINTS
        ? excerpt + "…"
        : excerpt.toString();
  }

  private static boolean isSteering(int point) {
    int type = Character.getType(point);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }
}

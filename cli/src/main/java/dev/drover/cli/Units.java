package dev.drover.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a command line needs beyond {@link dev.drover.protocol.text.Amounts}: moments in the user's
 * own time zone, amounts that a user types, text that a terminal does not obey.
 */
public final class Units {
  private static final Pattern AMOUNT =
      Pattern.compile("([0-9]{1,15})([KMGT]?)(?:iB)?(?:/s)?", Pattern.CASE_INSENSITIVE);
  private static final DateTimeFormatter TIME_WITH_MILLIS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private Units() {}

  /** Returns the moment in the user's own time zone. */
  public static String time(long epochMillis) {
    return TIME.format(Instant.ofEpochMilli(epochMillis).atZone(ZoneId.systemDefault()));
  }

  /** Returns the same with its milliseconds. */
  public static String timeWithMillis(long epochMillis) {
    return TIME_WITH_MILLIS.format(
        Instant.ofEpochMilli(epochMillis).atZone(ZoneId.systemDefault()));
  }

  /**
   * Reads a number of bytes: digits with K, M, G or T, by 1024, for example {@code 100M} or {@code
   * 2GiB/s}.
   *
   * @throws IllegalArgumentException if the text is something else or is too large
   */
  public static long parseBytes(String text) {
    Matcher matcher = AMOUNT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no amount of bytes: digits, then nothing, K, M, G or T");
    }
    int power = "KMGT".indexOf(matcher.group(2).toUpperCase(Locale.ROOT)) + 1;
    int shift = matcher.group(2).isEmpty() ? 0 : 10 * power;
    long number = Long.parseLong(matcher.group(1));
    if (number > Long.MAX_VALUE >> shift) {
      throw new IllegalArgumentException("'" + text + "' is too large");
    }
    return number << shift;
  }

  /** Returns the text without characters that a terminal would obey. */
  public static String printable(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .map(point -> Character.isISOControl(point) || isFormat(point) ? '?' : point)
        .forEach(safe::appendCodePoint);
    return safe.toString();
  }

  /** Direction marks and their like can make a name look like another. */
  private static boolean isFormat(int point) {
    int type = Character.getType(point);
    return type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.SURROGATE;
  }
}

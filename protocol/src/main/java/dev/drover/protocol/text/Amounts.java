package dev.drover.protocol.text;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers of bytes, durations and moments, written for people. */
public final class Amounts {
  private static final String[] BINARY = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Amounts() {}

  /** Returns for example {@code 512.3 MiB}; a negative count counts as none. */
  public static String bytes(long count) {
    double value = Math.max(0, count);
    int unit = 0;
    // What would be rounded up to 1024.0 is one of the next unit.
    while (value >= 1023.95 && unit < BINARY.length - 1) {
      value /= 1024;
      unit++;
    }
    return unit == 0
        ? (long) value + " B"
        : String.format(Locale.ROOT, "%.1f %s", value, BINARY[unit]);
  }

  /**
   * Returns a size that somebody chose, never rounded: for example {@code 1 GiB}, and {@code
   * 1048568 KiB} for what is not a whole number of a larger unit.
   */
  public static String size(long bytes) {
    long value = Math.max(0, bytes);
    int unit = 0;
    while (value >= 1024 && value % 1024 == 0 && unit < BINARY.length - 1) {
      value /= 1024;
      unit++;
    }
    return value + " " + BINARY[unit];
  }

  /**
   * Returns for example {@code 14.2 ms}, {@code 3.21 s}, {@code 4 min 10 s} or {@code 3 h 5 min}.
   */
  public static String micros(long micros) {
    long duration = Math.max(0, micros);
    // From here on it would be rounded up to 1000.0 ms.
    if (duration < 999_950) {
      return String.format(Locale.ROOT, "%.1f ms", duration / 1e3);
    }
    if (duration < 60_000_000) {
      return String.format(Locale.ROOT, "%.2f s", duration / 1e6);
    }
    long seconds = duration / 1_000_000;
    return seconds < 3600
        ? "%d min %d s".formatted(seconds / 60, seconds % 60)
        : "%d h %d min".formatted(seconds / 3600, seconds / 60 % 60);
  }

  /** Returns the same as {@link #micros} for a number of milliseconds. */
  public static String millis(long millis) {
    return micros(Math.min(millis, Long.MAX_VALUE / 1000) * 1000);
  }

  /** Returns for example {@code 2026-11-21 03:12:45 UTC}. */
  public static String moment(long epochMillis) {
    return MOMENT.format(Instant.ofEpochMilli(epochMillis));
  }
}

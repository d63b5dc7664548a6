package dev.drover.protocol.cookie;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a transfer, as far as the writer knew them; immutable.
 *
 * @param values only what is known
 */
public record CookieStatistics(Map<CookieStatistic, Long> values) {
  public CookieStatistics {
    Map<CookieStatistic, Long> copy = new EnumMap<>(CookieStatistic.class);
    copy.putAll(values);
    values = Collections.unmodifiableMap(copy);
  }

  /** Returns a number, or null if it is not known. */
  public @Nullable Long get(CookieStatistic statistic) {
    return values.get(statistic);
  }
}

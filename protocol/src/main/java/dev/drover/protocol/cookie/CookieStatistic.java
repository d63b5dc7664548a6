package dev.drover.protocol.cookie;

import java.util.Locale;

/**
 * The numbers of libvirt's {@code <statistics>}, in its order. Times are milliseconds, moments are
 * milliseconds since the epoch on the writer's clock, sizes are bytes.
 */
public enum CookieStatistic {
  STARTED,
  STOPPED,
  SENT,
  /** Difference of the two hosts' clocks; may be negative. */
  DELTA,
  TIME_ELAPSED,
  TIME_REMAINING,
  DOWNTIME,
  SETUP_TIME,
  MEMORY_TOTAL,
  MEMORY_PROCESSED,
  MEMORY_REMAINING,
  MEMORY_BPS,
  /** Pages of one repeated byte. */
  MEMORY_CONSTANT,
  /** Pages sent whole. */
  MEMORY_NORMAL,
  MEMORY_NORMAL_BYTES,
  /** Pages a second. */
  MEMORY_DIRTY_RATE,
  MEMORY_ITERATION,
  MEMORY_POSTCOPY_REQUESTS,
  MEMORY_PAGE_SIZE,
  DISK_TOTAL,
  DISK_PROCESSED,
  DISK_REMAINING,
  DISK_BPS,
  COMPRESSION_CACHE,
  COMPRESSION_BYTES,
  COMPRESSION_PAGES,
  COMPRESSION_CACHE_MISSES,
  COMPRESSION_OVERFLOW,
  /** Percent. */
  AUTO_CONVERGE_THROTTLE;

  /** Returns the element's name. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}

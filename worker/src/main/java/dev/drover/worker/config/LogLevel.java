package dev.drover.worker.config;

import java.util.Locale;

/** How much a worker says on standard error. */
public enum LogLevel {
  TRACE,
  DEBUG,
  INFO,
  WARN,
  ERROR;

  /** Returns the spelling of slf4j-simple. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}

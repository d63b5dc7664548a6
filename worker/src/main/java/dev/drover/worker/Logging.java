package dev.drover.worker;

import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** Sets up slf4j-simple: standard error, one line an event, with the time. */
final class Logging {
  private static final String PREFIX = "org.slf4j.simpleLogger.";

  private Logging() {}

  /** Must be called before the first logger is made: slf4j-simple reads its settings once. */
  static void configure(String level) {
    System.setProperty(PREFIX + "logFile", "System.err");
    System.setProperty(PREFIX + "showDateTime", "true");
    System.setProperty(PREFIX + "dateTimeFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSXXX");
    System.setProperty(PREFIX + "showShortLogName", "true");
    System.setProperty(PREFIX + "showThreadName", "false");
    System.setProperty(PREFIX + "log.dev.drover", level);
    // The SDK reports every lost connection with its stack trace; the worker says it in a sentence.
    System.setProperty(PREFIX + "defaultLogLevel", level.equals("info") ? "error" : level);
    // gRPC speaks through java.util.logging.
    LogManager.getLogManager().reset();
    Logger.getLogger("").setLevel(Level.OFF);
  }
}

package dev.drover.cli;

import java.util.Locale;
import java.util.Map;

/** When drover writes in colours. */
public enum ColorMode {
  /** On a terminal that shows them, unless NO_COLOR is set. */
  AUTO,
  ALWAYS,
  NEVER;

  /** Returns the word that users write. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns whether a stream gets colours. */
  boolean applies(boolean terminal, Map<String, String> environment) {
    return switch (this) {
      case ALWAYS -> true;
      case NEVER -> false;
      case AUTO ->
          terminal
              && environment.getOrDefault("NO_COLOR", "").isEmpty()
              && !environment.getOrDefault("TERM", "dumb").equals("dumb");
    };
  }
}

package dev.drover.tests.demo;

import java.util.Locale;

/** The Temporal servers that the demo can start. */
enum ServerKind {
  /** drover's own, which is not durable. */
  EMBEDDED,
  /** A real one. */
  TEMPORAL;

  /** Returns the word that the command line takes. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

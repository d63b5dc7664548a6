package dev.drover.tests.demo;

import java.util.Locale;

/** The guests that the demo can move. */
enum GuestKind {
  /** Counts aloud every 2 ms. */
  PACER,
  /** A kernel of Debian's at work, with a disk; moves three times there and back. */
  LINUX;

  /** Returns the word that the command line takes. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package dev.drover.starter.terminal;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalInt;

/** What is typed, taken without waiting for it: a thread that waits would delay the end. */
public final class Keys {
  /** What a terminal sends for Ctrl-D. */
  public static final int END = 4;

  private final InputStream input;

  public Keys(InputStream input) {
    this.input = requireNonNull(input, "input is null");
  }

  /** Returns the next key that was typed already; empty if there is none. */
  public OptionalInt next() {
    try {
      return input.available() > 0 ? OptionalInt.of(input.read()) : OptionalInt.empty();
    } catch (IOException e) {
      return OptionalInt.empty();
    }
  }
}

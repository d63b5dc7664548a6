package dev.drover.cli;

import java.util.Locale;

/** For whom a command writes. */
public enum OutputFormat {
  /** For people. */
  TABLE,
  /** For people with wide screens: more columns. */
  WIDE,
  /** For programs: one document on standard output, one object a line on standard error. */
  JSON,
  /** The same documents as JSON's, in YAML. */
  YAML;

  /** Returns the word that users write. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns whether people read it: then there are colours, progress and remarks. */
  public boolean forPeople() {
    return switch (this) {
      case TABLE, WIDE -> true;
      case JSON, YAML -> false;
    };
  }
}

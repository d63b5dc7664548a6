package dev.drover.starter.output;

/** For whom a command writes. */
public enum OutputFormat {
  /** For people. */
  TABLE,
  /** For programs: one document on standard output, failures as one object on standard error. */
  JSON
}

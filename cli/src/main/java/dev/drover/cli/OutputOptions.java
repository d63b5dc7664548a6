package dev.drover.cli;

import picocli.CommandLine.Option;

/** The option of every command that prints data; {@link Console} finds it in the command's spec. */
public final class OutputOptions {
  static final String NAME = "--output";
  static final String SHORT_NAME = "-o";

  @Option(
      names = {SHORT_NAME, NAME},
      order = 90,
      paramLabel = "FORMAT",
      defaultValue = "table",
      description =
          "table or wide for people, json or yaml for programs (default: ${DEFAULT-VALUE}).")
  private OutputFormat format = OutputFormat.TABLE;

  /** Returns what the user chose. */
  public OutputFormat format() {
    return format;
  }
}

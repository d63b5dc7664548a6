package dev.drover.cli;

import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** What may be said to every command, before or after its name. A mixin of the top command. */
// The values are found through the command's spec, as Console does.
@SuppressWarnings("UnusedVariable")
final class CommonOptions {
  static final String COLOR = "--color";
  static final String DEBUG = "--debug";

  @Option(
      names = {"-h", "--help"},
      order = 91,
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  private boolean help;

  /** The only one that subcommands do not have. */
  @Option(
      names = {"-V", "--version"},
      order = 94,
      versionHelp = true,
      description = "Say the versions of drover and of Java.")
  private boolean version;

  @Option(
      names = COLOR,
      order = 92,
      scope = ScopeType.INHERIT,
      paramLabel = "WHEN",
      defaultValue = "auto",
      description =
          "auto, always or never; auto means on terminals, unless NO_COLOR is set (default: auto).")
  private ColorMode color = ColorMode.AUTO;

  @Option(
      names = DEBUG,
      order = 93,
      scope = ScopeType.INHERIT,
      description = "Show the stack trace of an unexpected error.")
  private boolean debug;
}

package dev.drover.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** Makes a command line behave as all of drover's do. */
public final class Conventions {
  /** The command that shows another one's help. */
  private static final String HELP = "help";

  private Conventions() {}

  /**
   * Applies the conventions, and adds the options that all commands share. To be called when all
   * subcommands have been added.
   *
   * @param groups the subcommands by title, for the top command's help; empty: one list
   */
  public static CommandLine apply(
      CommandLine top, Surroundings surroundings, Map<String, List<String>> groups) {
    top.addMixin("common", new CommonOptions());
    return top.setCaseInsensitiveEnumValuesAllowed(true)
        .setHelpFactory(new HelpPage(groups))
        .setParameterExceptionHandler(new BadUsage(surroundings))
        .setExecutionExceptionHandler(new Failed(surroundings))
        .setExecutionStrategy(arguments -> run(arguments, surroundings));
  }

  private static int run(ParseResult arguments, Surroundings surroundings) {
    CommandLine top = arguments.commandSpec().commandLine();
    CommandLine last = top;
    boolean help = false;
    for (CommandLine command : arguments.asCommandLineList()) {
      last = command;
      help |= command.isUsageHelpRequested() || command.getCommandName().equals(HELP);
    }
    if (help) {
      boolean colors = Console.of(last, surroundings).outColors();
      top.setColorScheme(Help.defaultColorScheme(colors ? Help.Ansi.ON : Help.Ansi.OFF));
    }
    return new RunLast().execute(arguments);
  }
}

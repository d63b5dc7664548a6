package dev.drover.cli;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.failure.FailureCode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one sentence what is wrong with the arguments, and what was probably meant. */
final class BadUsage implements IParameterExceptionHandler {
  private final Surroundings surroundings;

  BadUsage(Surroundings surroundings) {
    this.surroundings = requireNonNull(surroundings, "surroundings is null");
  }

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    Console.of(command, format(arguments), surroundings)
        .failure(
            FailureCode.INVALID_ARGUMENT,
            sentence(failure),
            "Try '" + command.getCommandSpec().qualifiedName() + " --help' for the usage.");
    return FailureCode.INVALID_ARGUMENT.exitCode();
  }

  private static String sentence(ParameterException failure) {
    if (failure instanceof UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().isEmpty()) {
      return unmatched(failure.getCommandLine().getCommandSpec(), unmatched);
    }
    ArgSpec argument = failure.getArgSpec();
    if (argument != null && argument.type().isEnum() && failure.getValue() != null) {
      return (argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel())
          + " takes "
          + words(argument)
          + ", not '"
          + failure.getValue()
          + "'.";
    }
    String said = String.valueOf(failure.getMessage());
    return said.endsWith(".") ? said : said + ".";
  }

  private static String words(ArgSpec argument) {
    return Arrays.stream(argument.type().getEnumConstants())
        .map(String::valueOf)
        .collect(Collectors.joining(", "))
        .replaceFirst(", ([^,]*)$", " or $1");
  }

  private static String unmatched(CommandSpec command, UnmatchedArgumentException failure) {
    String word = failure.getUnmatched().get(0);
    if (word.startsWith("-") && word.length() > 1) {
      String option = word.split("=", 2)[0];
      List<String> known =
          command.options().stream().flatMap(one -> Arrays.stream(one.names())).toList();
      return command.qualifiedName() + " has no option " + option + meant(option, known);
    }
    if (!command.subcommands().isEmpty()) {
      List<String> known = List.copyOf(command.subcommands().keySet());
      return command.qualifiedName() + " has no command " + word + meant(word, known);
    }
    return command.qualifiedName() + " takes no argument '" + word + "' there.";
  }

  private static String meant(String word, List<String> known) {
    return Suggestions.nearest(word, known)
        .map(found -> "; did you mean " + found + "?")
        .orElse(".");
  }

  /**
   * Finds the format by itself: nothing that was read of the arguments can be relied on after a
   * mistake in them.
   */
  static OutputFormat format(String... arguments) {
    OutputFormat format = OutputFormat.TABLE;
    for (int i = 0; i < arguments.length; i++) {
      String argument = arguments[i];
      if (argument.equals("--")) {
        return format;
      }
      boolean apart =
          argument.equals(OutputOptions.NAME) || argument.equals(OutputOptions.SHORT_NAME);
      String value =
          apart ? (i + 1 < arguments.length ? arguments[i + 1] : "") : attached(argument);
      format = named(value).orElse(format);
    }
    return format;
  }

  private static String attached(String argument) {
    String longForm = OutputOptions.NAME + "=";
    if (argument.startsWith(longForm)) {
      return argument.substring(longForm.length());
    }
    if (argument.startsWith(OutputOptions.SHORT_NAME)) {
      String value = argument.substring(OutputOptions.SHORT_NAME.length());
      return value.startsWith("=") ? value.substring(1) : value;
    }
    return "";
  }

  private static Optional<OutputFormat> named(String word) {
    try {
      return Optional.of(OutputFormat.valueOf(word.toUpperCase(Locale.ROOT)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

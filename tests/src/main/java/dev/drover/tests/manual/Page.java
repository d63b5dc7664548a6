package dev.drover.tests.manual;

import dev.drover.cli.HelpPage;
import dev.drover.protocol.failure.FailureCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What the manual says of one command.
 *
 * @param command for example {@code drover pki host}
 * @param purpose one sentence
 * @param synopsis how it is called, in one line
 * @param paragraphs what else is to be said
 * @param statuses how it may fail
 * @param examples as they are typed
 * @param options without those that every command has, unless it is the top
 * @param commands its own commands' names
 */
record Page(
    String command,
    String purpose,
    String synopsis,
    List<String> paragraphs,
    List<Entry> arguments,
    List<Entry> options,
    List<FailureCode> statuses,
    List<String> examples,
    List<String> commands) {
  /** What every command has is told once. */
  private static final List<String> EVERYWHERE = List.of("--help", "--color", "--debug");

  private static final String EVERYWHERE_IN_SYNOPSIS =
      "\\[-h\\] |\\[--debug\\] |\\[--color=WHEN\\] ?";

  /** Returns whether this is drover itself. */
  boolean top() {
    return !command.contains(" ");
  }

  /**
   * An argument or an option.
   *
   * @param name with all its spellings and its value
   */
  record Entry(String name, String description) {}

  static Page of(CommandSpec command) {
    List<String> description = new ArrayList<>();
    for (String line : command.usageMessage().description()) {
      description.add(plain(line));
    }
    return new Page(
        command.qualifiedName(),
        description.get(0),
        synopsis(command),
        description.stream().skip(1).filter(line -> !line.isEmpty()).toList(),
        command.positionalParameters().stream()
            .map(one -> new Entry(one.paramLabel(), description(one)))
            .toList(),
        command.options().stream()
            .filter(one -> !one.hidden())
            .filter(one -> command.parent() == null || !EVERYWHERE.contains(one.longestName()))
            .sorted(Comparator.comparingInt(OptionSpec::order))
            .map(one -> new Entry(names(one), description(one)))
            .toList(),
        HelpPage.failures(command),
        Arrays.stream(command.usageMessage().footer())
            .filter(line -> line.startsWith("  "))
            .map(String::strip)
            .toList(),
        command.subcommands().values().stream()
            .filter(one -> !one.getCommandSpec().usageMessage().hidden())
            .map(one -> one.getCommandName())
            .sorted()
            .toList());
  }

  private static String synopsis(CommandSpec command) {
    return new Help(command, Help.defaultColorScheme(Help.Ansi.OFF))
        .synopsis(0)
        .replaceAll("\\s+", " ")
        .replaceAll(command.parent() == null ? "$" : EVERYWHERE_IN_SYNOPSIS, "")
        .strip();
  }

  private static String names(OptionSpec option) {
    String value = option.arity().max() == 0 ? "" : "=" + option.paramLabel();
    Stream<String> names =
        Arrays.stream(option.names()).sorted(Comparator.comparingInt(String::length));
    if (option.negatable()) {
      names = names.flatMap(name -> Stream.of(name, name.replaceFirst("^--", "--no-")));
    }
    return names.collect(Collectors.joining(", ")) + value;
  }

  private static String description(ArgSpec argument) {
    String text = String.join(" ", argument.description());
    String value = argument.defaultValue();
    return plain(text.replace("${DEFAULT-VALUE}", value == null ? "" : value));
  }

  private static String plain(String text) {
    return Help.Ansi.OFF.string(text).replace("%n", " ").replace("%%", "%");
  }
}

package dev.drover.tests.manual;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What a shell may offer for a value, told from the type and from what the help calls it. */
enum Values {
  /** Words of an enum. */
  WORDS,
  /** Domains that the fleet has. */
  DOMAINS,
  /** Hosts that the fleet has. */
  HOSTS,
  FILES,
  FOLDERS,
  /** Commands. */
  COMMANDS,
  NOTHING;

  static Values of(CommandSpec command, ArgSpec argument) {
    if (argument.type().isEnum()) {
      return WORDS;
    }
    return switch (argument.paramLabel()) {
      // A host that is about to be made has no name yet.
      case "NAME" ->
          command.qualifiedName().startsWith("drover pki") || argument.isOption()
              ? NOTHING
              : DOMAINS;
      case "HOST" -> argument.isOption() && ownAddress((OptionSpec) argument) ? NOTHING : HOSTS;
      case "FILE" -> FILES;
      case "FOLDER" -> FOLDERS;
      case "COMMAND" -> COMMANDS;
      default -> NOTHING;
    };
  }

  /** A worker's own address has the label HOST, too. */
  private static boolean ownAddress(OptionSpec option) {
    return option.longestName().endsWith("-listen");
  }

  static List<String> words(ArgSpec argument) {
    return Arrays.stream(argument.type().getEnumConstants()).map(String::valueOf).toList();
  }
}

package dev.drover.cli;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.failure.FailureCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.IHelpFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The shape of every command's help: purpose, arguments, options, exit statuses, examples. A
 * command gives its purpose as description and its examples as footer; the rest is put together
 * here.
 */
public final class HelpPage implements IHelpFactory {
  private final Map<String, List<String>> groups;

  /**
   * Makes help pages.
   *
   * @param groups the top command's commands by title, in order; empty: one list
   */
  public HelpPage(Map<String, List<String>> groups) {
    this.groups = new LinkedHashMap<>(requireNonNull(groups, "groups is null"));
  }

  @Override
  public Help create(CommandSpec command, ColorScheme colors) {
    complete(command);
    if (command.parent() == null && !groups.isEmpty()) {
      UsageMessageSpec usage = command.usageMessage();
      usage.sectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, this::groupedCommands);
      usage.sectionKeys(commandsFirst(usage.sectionKeys()));
    }
    return new Help(command, colors);
  }

  /** The top command's own options matter least. */
  private static List<String> commandsFirst(List<String> sections) {
    List<String> order = new ArrayList<>(sections);
    order.remove(UsageMessageSpec.SECTION_KEY_COMMAND_LIST);
    order.add(
        order.indexOf(UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING),
        UsageMessageSpec.SECTION_KEY_COMMAND_LIST);
    return order;
  }

  /** Gives a command's help its headings and its exit statuses. */
  public static void complete(CommandSpec command) {
    command
        .usageMessage()
        .sortOptions(false)
        .descriptionHeading("%n")
        .parameterListHeading("%nArguments:%n")
        .optionListHeading("%nOptions:%n")
        .commandListHeading(command.parent() == null ? "" : "%nCommands:%n")
        .exitCodeListHeading("%nExit status:%n")
        .exitCodeList(statuses(command))
        .footerHeading("%nExamples:%n");
  }

  private static Map<String, String> statuses(CommandSpec command) {
    Map<Integer, String> sorted = new TreeMap<>();
    sorted.put(0, "Done.");
    for (FailureCode code : failures(command)) {
      sorted.put(code.exitCode(), code + ": " + code.advice());
    }
    Map<String, String> statuses = new LinkedHashMap<>();
    sorted.forEach((status, meaning) -> statuses.put(String.format("%3d", status), meaning));
    return statuses;
  }

  /** Returns how a command may fail. */
  public static List<FailureCode> failures(CommandSpec command) {
    TreeSet<FailureCode> codes = new TreeSet<>();
    codes.add(FailureCode.INTERNAL);
    codes.add(FailureCode.INVALID_ARGUMENT);
    codes.add(FailureCode.OUTPUT_FAILED);
    Object object = command.userObject();
    for (Class<?> type = object == null ? null : object.getClass();
        type != null;
        type = type.getSuperclass()) {
      ExitStatuses declared = type.getAnnotation(ExitStatuses.class);
      if (declared != null) {
        codes.addAll(List.of(declared.value()));
      }
    }
    return List.copyOf(codes);
  }

  private String groupedCommands(Help help) {
    StringBuilder list = new StringBuilder();
    groups.forEach(
        (title, names) -> {
          List<String> present =
              names.stream().filter(name -> help.subcommands().containsKey(name)).toList();
          if (!present.isEmpty()) {
            list.append(help.createHeading("%n" + title + ":%n"));
            list.append(lines(help, present));
          }
        });
    return list.toString();
  }

  private static String lines(Help help, List<String> names) {
    Help.TextTable table =
        Help.TextTable.forColumns(
            help.colorScheme(),
            new Help.Column(14, 0, Help.Column.Overflow.TRUNCATE),
            new Help.Column(66, 0, Help.Column.Overflow.WRAP));
    for (String name : names) {
      Help command = requireNonNull(help.subcommands().get(name), "no such command");
      String[] purpose = command.commandSpec().usageMessage().description();
      table.addRowValues("  " + name, purpose.length == 0 ? "" : purpose[0]);
    }
    return table.toString();
  }
}

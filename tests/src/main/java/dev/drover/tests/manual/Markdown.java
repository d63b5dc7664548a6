package dev.drover.tests.manual;

import dev.drover.protocol.failure.FailureCode;
import java.util.List;
import java.util.stream.Collectors;

/** Writes docs/commands.md. */
final class Markdown {
  private static final String HEAD =
      """
      # Commands

      What `drover COMMAND --help` says, on one page. `man docs/drover.1` says the same. How a shell completes them stands in [operations](operations.md#the-command-line).
      Exit statuses are those of [failures](failures.md), what `--output json` gives stands in [output](output.md). Every command also takes `--help`, `--color` and `--debug`.

      This page is generated: `./mvnw -pl tests -am test -Dtest=ManualTest -Dsurefire.failIfNoSpecifiedTests=false -Ddrover.writeDocs=true`.
      """;

  private Markdown() {}

  /** Returns the whole page. */
  static String page(List<Page> commands) {
    StringBuilder page = new StringBuilder(HEAD);
    for (Page command : commands) {
      append(page, command);
    }
    return page.toString();
  }

  private static void append(StringBuilder page, Page command) {
    page.append("\n## ").append(command.command()).append("\n\n");
    page.append(escaped(command.purpose())).append('\n');
    command.paragraphs().forEach(text -> page.append('\n').append(escaped(text)).append('\n'));
    page.append("\n```\n").append(command.synopsis()).append("\n```\n");
    if (!command.commands().isEmpty() && !command.top()) {
      page.append("\nIts commands: ").append(code(command.commands())).append(".\n");
    }
    List<Page.Entry> options = command.options();
    if (!command.arguments().isEmpty() || !options.isEmpty()) {
      page.append("\n| argument | meaning |\n|---|---|\n");
      command.arguments().forEach(one -> row(page, one));
      options.forEach(one -> row(page, one));
    }
    page.append("\nFails with ")
        .append(code(command.statuses().stream().map(FailureCode::name).toList()))
        .append(".\n\n```\n");
    command.examples().forEach(line -> page.append(line).append('\n'));
    page.append("```\n");
  }

  private static void row(StringBuilder page, Page.Entry entry) {
    page.append("| `")
        .append(entry.name())
        .append("` | ")
        .append(escaped(entry.description()).replace("|", "\\|"))
        .append(" |\n");
  }

  private static String code(List<String> words) {
    return words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
  }

  private static String escaped(String text) {
    return text.replace("<", "&lt;").replace("*", "\\*");
  }
}

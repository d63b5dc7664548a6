package dev.drover.worker.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes docs/settings.md from {@link Setting}, so that the page cannot tell anything else. */
final class SettingTable {
  /** The page, seen from the module in which Maven runs the tests. */
  static final Path PAGE = Path.of("..", "docs", "settings.md");

  /** Set to {@code true} to write the page instead of comparing it. */
  static final String WRITE_PROPERTY = "drover.writeDocs";

  private static final Pattern DESCRIPTION = Pattern.compile("(.+) \\(default: (.+)\\)");

  private static final String HEAD =
      """
      # Settings of a worker

      Each setting may stand on the command line of `drover worker`, in the environment, or in a configuration file,
      a Java properties file of at most 64 KiB that `--config` or `DROVER_CONFIG` names. The command line wins over
      the environment, which wins over the file. A worker that finds a mistake does not start and reports all
      mistakes at once; a name that is no setting is one of them, also a variable that begins with `DROVER_`.

      Paths are absolute. Where Temporal is stands in [operations](operations.md#temporal): those settings are not drover's own.

      This page is generated: `./mvnw -pl worker -am test -Dtest=SettingTableTest -Dsurefire.failIfNoSpecifiedTests=false -Ddrover.writeDocs=true`.

      | in the file | command line | environment | what it is | default |
      |---|---|---|---|---|
      """;

  private SettingTable() {}

  static String page() {
    StringBuilder page = new StringBuilder(HEAD);
    for (Setting setting : Setting.values()) {
      Matcher description = described(setting);
      page.append(
          "| `%s` | `%s %s` | `%s` | %s | %s |\n"
              .formatted(
                  setting.key(),
                  setting.flag(),
                  setting.valueName(),
                  setting.variable(),
                  description.group(1),
                  description.group(2)));
    }
    return page.toString();
  }

  /** Returns the default as the usage text and the page name it. */
  static String defaultOf(Setting setting) {
    return described(setting).group(2);
  }

  static void write() throws IOException {
    Files.writeString(PAGE, page());
  }

  private static Matcher described(Setting setting) {
    Matcher description = DESCRIPTION.matcher(setting.description());
    if (!description.matches()) {
      throw new AssertionError(setting + " does not end with its default in parentheses");
    }
    return description;
  }
}

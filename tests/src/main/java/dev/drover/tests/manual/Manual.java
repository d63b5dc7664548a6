package dev.drover.tests.manual;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Everything that is made from the commands. */
public final class Manual {
  private Manual() {}

  /** Returns texts by their files, which are named from the project's folder on. */
  public static Map<Path, String> files() {
    Commands commands = Commands.find();
    List<Page> pages = commands.all().stream().map(Page::of).toList();
    Path completion = Path.of("starter/src/main/resources/dev/drover/starter/completion");
    return Map.of(
        Path.of("docs/commands.md"), Markdown.page(pages),
        Path.of("docs/drover.1"), ManPage.page(pages),
        completion.resolve("drover.bash"), BashCompletion.script(commands),
        completion.resolve("drover.zsh"), ZshCompletion.script(commands));
  }
}

package dev.drover.tests.manual;

import static java.util.Objects.requireNonNull;

import dev.drover.cli.Conventions;
import dev.drover.cli.HelpPage;
import dev.drover.cli.Surroundings;
import dev.drover.starter.DroverCli;
import dev.drover.worker.DroverWorker;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** All commands of {@code drover}, as a user sees them, whichever program has them. */
final class Commands {
  private final CommandLine top;

  private Commands(CommandLine top) {
    this.top = requireNonNull(top, "top is null");
  }

  /** Puts together the commands of both programs, as the launcher does. */
  static Commands find() {
    CommandLine top = DroverCli.commands();
    DroverWorker.commands()
        .getSubcommands()
        .forEach(
            (name, command) -> {
              top.getCommandSpec().removeSubcommand(name);
              top.addSubcommand(name, command);
            });
    return new Commands(Conventions.apply(top, Surroundings.NONE, Map.of()));
  }

  CommandLine top() {
    return top;
  }

  /** Returns every command that help shows, the top first, then by name. */
  List<CommandSpec> all() {
    List<CommandSpec> all = new ArrayList<>();
    collect(top.getCommandSpec(), all);
    return all;
  }

  private static void collect(CommandSpec command, List<CommandSpec> all) {
    if (command.usageMessage().hidden()) {
      return;
    }
    HelpPage.complete(command);
    all.add(command);
    command.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .sorted(Comparator.comparing(CommandSpec::name))
        .forEach(child -> collect(child, all));
  }
}

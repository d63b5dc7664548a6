package dev.drover.starter;

import dev.drover.cli.Surroundings;
import dev.drover.starter.command.CommandContext;
import dev.drover.starter.fleet.Fleet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Every command that this module has, found in picocli's model, so that none is forgotten. */
public final class CommandTree {
  private CommandTree() {}

  /** Returns a command line with all its commands. */
  public static CommandLine all(Supplier<Fleet> connect) {
    return DroverCli.commandLine(
        new DroverCli(
            new CommandContext(requester -> connect.get(), "root@desk", Surroundings.NONE)));
  }

  /** Returns every command below the top, subcommands too. */
  public static List<CommandSpec> commands() {
    List<CommandSpec> found = new ArrayList<>();
    collect(
        all(() -> {
              throw new IllegalStateException("nobody connects here");
            })
            .getCommandSpec(),
        found);
    return found;
  }

  private static void collect(CommandSpec parent, List<CommandSpec> found) {
    for (CommandLine child : parent.subcommands().values()) {
      found.add(child.getCommandSpec());
      collect(child.getCommandSpec(), found);
    }
  }
}

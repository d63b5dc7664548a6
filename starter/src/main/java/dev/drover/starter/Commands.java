package dev.drover.starter;

import static java.util.Objects.requireNonNull;

import dev.drover.starter.command.AbortCommand;
import dev.drover.starter.command.CompletionCommand;
import dev.drover.starter.command.ConsoleCommand;
import dev.drover.starter.command.DefineCommand;
import dev.drover.starter.command.ElsewhereCommand;
import dev.drover.starter.command.EventsCommand;
import dev.drover.starter.command.HelpCommand;
import dev.drover.starter.command.HistoryCommand;
import dev.drover.starter.command.HostsCommand;
import dev.drover.starter.command.ListCommand;
import dev.drover.starter.command.MigrateCommand;
import dev.drover.starter.command.NamesCommand;
import dev.drover.starter.command.ResolveCommand;
import dev.drover.starter.command.ShowCommand;
import dev.drover.starter.command.SmallJobCommand;
import dev.drover.starter.command.SweepCommand;
import dev.drover.starter.command.TopCommand;
import dev.drover.starter.command.WatchCommand;
import dev.drover.starter.pki.PkiCommand;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** Every command, in the groups and the order of the help. */
final class Commands {
  private static final List<Group> GROUPS =
      List.of(
          group(
              "Domains",
              ListCommand.class,
              ShowCommand.class,
              DefineCommand.class,
              SmallJobCommand.StartCommand.class,
              SmallJobCommand.SuspendCommand.class,
              SmallJobCommand.ResumeCommand.class,
              SmallJobCommand.DestroyCommand.class,
              SmallJobCommand.UndefineCommand.class,
              ConsoleCommand.class),
          group(
              "Moves",
              MigrateCommand.class,
              WatchCommand.class,
              AbortCommand.class,
              ResolveCommand.class,
              TopCommand.class,
              HistoryCommand.class,
              EventsCommand.class),
          group(
              "Fleet",
              HostsCommand.class,
              SweepCommand.class,
              NamesCommand.class,
              ElsewhereCommand.ServerCommand.class),
          group(
              "This machine",
              ElsewhereCommand.DoctorCommand.class,
              ElsewhereCommand.WorkerCommand.class,
              CompletionCommand.class,
              HelpCommand.class),
          group("Certificates", PkiCommand.class));

  private Commands() {}

  private record Group(String title, List<Class<?>> commands) {
    Group {
      requireNonNull(title, "title is null");
      commands = List.copyOf(commands);
    }
  }

  private static Group group(String title, Class<?>... commands) {
    return new Group(title, List.of(commands));
  }

  /** Returns every command. */
  static Stream<Class<?>> all() {
    return GROUPS.stream().flatMap(group -> group.commands().stream());
  }

  /** Returns the command of a name. */
  static Optional<Class<?>> named(String name) {
    return all().filter(command -> name(command).equals(name)).findFirst();
  }

  /** Returns the commands' names by the title of their group. */
  static Map<String, List<String>> titles() {
    Map<String, List<String>> titles = new LinkedHashMap<>();
    for (Group group : GROUPS) {
      titles.put(group.title(), group.commands().stream().map(Commands::name).toList());
    }
    return titles;
  }

  private static String name(Class<?> command) {
    return command.getAnnotation(Command.class).name();
  }
}

package dev.drover.starter;

import static java.util.Objects.requireNonNull;

import dev.drover.cli.Conventions;
import dev.drover.cli.StandardOutput;
import dev.drover.cli.Surroundings;
import dev.drover.starter.command.CommandContext;
import dev.drover.starter.command.FleetCommand;
import dev.drover.starter.command.HelpCommand;
import dev.drover.starter.fleet.Fleet;
import dev.drover.starter.temporal.TemporalFleet;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.LogManager;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The operator's command line, {@code drover}. */
@Command(
    name = "drover",
    versionProvider = DroverCli.Version.class,
    description = {
      "Moves running virtual machines between hosts and never loses one.",
      "",
      "The Temporal server is the one that TEMPORAL_ADDRESS or the profile of the 'temporal'"
          + " command names; 127.0.0.1:7233 otherwise."
    },
    footer = {"  drover list", "  drover migrate pacer --to beta", "  drover help migrate"})
public final class DroverCli implements Runnable {
  private final CommandContext context;

  // Picocli sets it before it calls.
  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  DroverCli(CommandContext context) {
    this.context = requireNonNull(context, "context is null");
  }

  public static void main(String[] arguments) {
    // Nobody wants a library's log lines among the answers; what it throws at us is reported.
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
    LogManager.getLogManager().reset();
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {});
    Surroundings surroundings = Surroundings.ofProcess();
    System.exit(
        StandardOutput.ofProcess()
            .execute(
                commandLine(forArguments(arguments, surroundings), arguments),
                surroundings,
                arguments));
  }

  private static DroverCli forArguments(String[] arguments, Surroundings surroundings) {
    String requester = Requester.current();
    boolean needsFleet =
        arguments.length > 0
            && Commands.named(arguments[0]).filter(FleetCommand::needsFleet).isPresent();
    Function<String, Fleet> connector =
        needsFleet
            ? EarlyConnection.start(TemporalFleet::connect, requester)
            : TemporalFleet::connect;
    return new DroverCli(new CommandContext(connector, requester, surroundings));
  }

  /**
   * Makes the command line for the given arguments. Picocli takes some milliseconds to read a
   * command's annotations, so it gets only the command that the arguments name, and all of them if
   * they name none or help.
   */
  static CommandLine commandLine(DroverCli cli, String... arguments) {
    return Conventions.apply(
        commands(cli, arguments), cli.context.surroundings(), Commands.titles());
  }

  /** Returns all commands, to be described and never run, without drover's conventions. */
  public static CommandLine commands() {
    return commands(
        new DroverCli(
            new CommandContext(
                requester -> {
                  throw new IllegalStateException("these commands are never run");
                },
                "nobody",
                Surroundings.NONE)));
  }

  private static CommandLine commands(DroverCli cli, String... arguments) {
    CommandLine commandLine = new CommandLine(cli);
    Optional<Class<?>> named =
        Arrays.stream(arguments)
            .map(Commands::named)
            .flatMap(Optional::stream)
            .findFirst()
            .filter(command -> command != HelpCommand.class);
    named
        .<Stream<Class<?>>>map(Stream::of)
        .orElseGet(Commands::all)
        .forEach(commandLine::addSubcommand);
    return commandLine;
  }

  /** Returns what commands touch of the outside world. */
  public CommandContext context() {
    return context;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do.");
  }

  /** Reads the version from the jar's manifest. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = DroverCli.class.getPackage().getImplementationVersion();
      return List.of(
              "drover " + Objects.requireNonNullElse(version, "from the sources"),
              "Java " + Runtime.version() + ", " + System.getProperty("java.vendor"))
          .toArray(String[]::new);
    }
  }
}

package dev.drover.starter;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.starter.command.AbortCommand;
import dev.drover.starter.command.CommandContext;
import dev.drover.starter.command.DefineCommand;
import dev.drover.starter.command.ElsewhereCommand;
import dev.drover.starter.command.EventsCommand;
import dev.drover.starter.command.FleetCommand;
import dev.drover.starter.command.HistoryCommand;
import dev.drover.starter.command.HostsCommand;
import dev.drover.starter.command.ListCommand;
import dev.drover.starter.command.MigrateCommand;
import dev.drover.starter.command.ShowCommand;
import dev.drover.starter.command.SmallJobCommand;
import dev.drover.starter.command.WatchCommand;
import dev.drover.starter.fleet.Fleet;
import dev.drover.starter.output.Console;
import dev.drover.starter.output.OutputFormat;
import dev.drover.starter.pki.PkiCommand;
import dev.drover.starter.temporal.TemporalFleet;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The operator's command line, {@code drover}. */
@Command(
    name = "drover",
    mixinStandardHelpOptions = true,
    versionProvider = DroverCli.Version.class,
    description = "Moves running virtual machines between hosts and never loses one.",
    footer = {
      "",
      "The Temporal server is the one that TEMPORAL_ADDRESS or the profile of the 'temporal' command",
      "names; 127.0.0.1:7233 otherwise."
    })
public final class DroverCli implements Runnable {
  private static final List<Class<?>> COMMANDS =
      List.of(
          HostsCommand.class,
          DefineCommand.class,
          ListCommand.class,
          ShowCommand.class,
          MigrateCommand.class,
          WatchCommand.class,
          HistoryCommand.class,
          EventsCommand.class,
          AbortCommand.class,
          PkiCommand.class,
          SmallJobCommand.StartCommand.class,
          SmallJobCommand.SuspendCommand.class,
          SmallJobCommand.ResumeCommand.class,
          SmallJobCommand.DestroyCommand.class,
          SmallJobCommand.UndefineCommand.class,
          ElsewhereCommand.WorkerCommand.class,
          ElsewhereCommand.ServerCommand.class);

  private final CommandContext context;

  @Option(
      names = "--output",
      scope = ScopeType.INHERIT,
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table for people or json for programs (default: ${DEFAULT-VALUE}).")
  private OutputFormat output = OutputFormat.TABLE;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show the stack trace of an unexpected error.")
  private boolean debug;

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
    System.exit(commandLine(forArguments(arguments), arguments).execute(arguments));
  }

  private static DroverCli forArguments(String[] arguments) {
    String requester = Requester.current();
    boolean needsFleet =
        arguments.length > 0 && named(arguments[0]).filter(FleetCommand::needsFleet).isPresent();
    Function<String, Fleet> connector =
        needsFleet
            ? EarlyConnection.start(TemporalFleet::connect, requester)
            : TemporalFleet::connect;
    return new DroverCli(
        new CommandContext(connector, requester, Boolean.getBoolean("drover.terminal")));
  }

  /**
   * Makes the command line for the given arguments. Picocli takes some milliseconds to read a
   * command's annotations, so it gets only the command that the arguments name, and all of them if
   * they name none.
   */
  static CommandLine commandLine(DroverCli cli, String... arguments) {
    CommandLine commandLine = new CommandLine(cli);
    Arrays.stream(arguments)
        .map(DroverCli::named)
        .flatMap(Optional::stream)
        .findFirst()
        .map(List::<Class<?>>of)
        .orElse(COMMANDS)
        .forEach(commandLine::addSubcommand);
    return commandLine
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(DroverCli::badUsage)
        .setExecutionExceptionHandler(cli::failed);
  }

  private static Optional<Class<?>> named(String argument) {
    return COMMANDS.stream()
        .filter(command -> command.getAnnotation(Command.class).name().equals(argument))
        .findFirst();
  }

  /** Returns what commands touch of the outside world. */
  public CommandContext context() {
    return context;
  }

  /** Returns where a command writes, in the format that the user chose. */
  public Console console(CommandLine commandLine) {
    return new Console(commandLine.getOut(), commandLine.getErr(), output);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do.");
  }

  private static int badUsage(ParameterException exception, String[] arguments) {
    CommandLine commandLine = exception.getCommandLine();
    PrintWriter err = commandLine.getErr();
    err.println("drover: " + exception.getMessage());
    err.println(
        "  Try '" + commandLine.getCommandSpec().qualifiedName() + " --help' for the usage.");
    return commandLine.getCommandSpec().exitCodeOnInvalidInput();
  }

  private int failed(Exception exception, CommandLine commandLine, ParseResult result) {
    DroverException failure =
        exception instanceof DroverException known
            ? known
            : new DroverException(FailureCode.INTERNAL, "Unexpected: " + exception, exception);
    if (debug) {
      exception.printStackTrace(commandLine.getErr());
    }
    console(commandLine).failure(failure);
    return failure.code().exitCode();
  }

  /** Reads the version from the jar's manifest. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = DroverCli.class.getPackage().getImplementationVersion();
      return new String[] {"drover " + Objects.requireNonNullElse(version, "from the sources")};
    }
  }
}

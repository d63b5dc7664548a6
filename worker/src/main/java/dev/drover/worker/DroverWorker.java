package dev.drover.worker;

import dev.drover.protocol.failure.DroverException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The main class of the long-lived processes: {@code drover worker} and {@code drover server}. */
@Command(
    name = "drover",
    mixinStandardHelpOptions = true,
    description = "The long-lived processes of drover.",
    subcommands = {ServerCommand.class})
public final class DroverWorker implements Runnable {
  // Picocli sets it before it calls.
  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  private DroverWorker() {}

  public static void main(String[] arguments) {
    run(WorkerParts.REAL, arguments);
  }

  /**
   * Runs the command line with the given parts; ends the process if it fails. Fault tests call it
   * from a main method of their own.
   */
  public static void run(WorkerParts parts, String... arguments) {
    int status = commandLine(parts).execute(arguments);
    if (status != 0) {
      System.exit(status);
    }
  }

  static CommandLine commandLine(WorkerParts parts) {
    CommandLine worker = new CommandLine(new WorkerCommand(parts));
    WorkerCommand.addSettings(worker.getCommandSpec());
    return new CommandLine(new DroverWorker())
        .addSubcommand(worker)
        .setParameterExceptionHandler(DroverWorker::badUsage)
        .setExecutionExceptionHandler(DroverWorker::failed);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say which: worker or server.");
  }

  private static int badUsage(ParameterException exception, String[] arguments) {
    CommandLine commandLine = exception.getCommandLine();
    PrintWriter err = commandLine.getErr();
    err.println("drover: " + exception.getMessage());
    err.println(
        "  Try '" + commandLine.getCommandSpec().qualifiedName() + " --help' for the usage.");
    return commandLine.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static int failed(Exception exception, CommandLine commandLine, ParseResult result)
      throws Exception {
    if (!(exception instanceof DroverException failure)) {
      throw exception;
    }
    PrintWriter err = commandLine.getErr();
    err.println("drover: " + failure.getMessage());
    err.println("  " + failure.code().advice());
    return failure.code().exitCode();
  }
}

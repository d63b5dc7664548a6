package dev.drover.worker;

import dev.drover.cli.Conventions;
import dev.drover.cli.StandardOutput;
import dev.drover.cli.Surroundings;
import dev.drover.worker.config.WorkerConfig;
import dev.drover.worker.doctor.DoctorCommand;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The main class of {@code drover worker}, {@code drover server} and {@code drover doctor}: what
 * needs the hypervisor or a worker's configuration.
 */
@Command(
    name = "drover",
    versionProvider = DroverWorker.Version.class,
    description = "The commands for this machine.",
    footer = {"  drover worker", "  drover server", "  drover doctor"})
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
    Surroundings surroundings = Surroundings.ofProcess();
    int status =
        StandardOutput.ofProcess()
            .execute(commandLine(parts, surroundings), surroundings, arguments);
    if (status != 0) {
      System.exit(status);
    }
  }

  static CommandLine commandLine(WorkerParts parts, Surroundings surroundings) {
    return Conventions.apply(commands(parts, surroundings), surroundings, Map.of());
  }

  /** Returns all commands, to be described and never run, without drover's conventions. */
  public static CommandLine commands() {
    return commands(WorkerParts.REAL, Surroundings.NONE);
  }

  private static CommandLine commands(WorkerParts parts, Surroundings surroundings) {
    CommandLine worker = new CommandLine(new WorkerCommand(parts));
    WorkerCommand.addSettings(worker.getCommandSpec());
    CommandLine doctor = new CommandLine(new DoctorCommand(DroverWorker::quietly, surroundings));
    WorkerCommand.addSettings(doctor.getCommandSpec());
    return new CommandLine(new DroverWorker())
        .addSubcommand(worker)
        .addSubcommand(new ServerCommand())
        .addSubcommand(doctor);
  }

  /** Nobody wants a library's log lines among the findings. */
  private static WorkerConfig quietly(CommandSpec command, @Nullable Path file) {
    Logging.configure("off");
    return WorkerCommand.config(command, file);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say which: worker, server or doctor.");
  }

  /** Reads the version from the jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = DroverWorker.class.getPackage().getImplementationVersion();
      return new String[] {"drover " + Objects.requireNonNullElse(version, "from the sources")};
    }
  }
}

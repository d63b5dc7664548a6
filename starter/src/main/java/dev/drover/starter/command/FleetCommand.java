package dev.drover.starter.command;

import dev.drover.cli.Console;
import dev.drover.cli.ExitStatuses;
import dev.drover.cli.OutputOptions;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.starter.DroverCli;
import dev.drover.starter.fleet.Directory;
import dev.drover.starter.fleet.Fleet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** A command that talks to the fleet: connects, does its work, disconnects. */
@ExitStatuses({
  FailureCode.INVALID_CONFIGURATION,
  FailureCode.SERVER_UNREACHABLE,
  FailureCode.WORKER_UNREACHABLE
})
public abstract class FleetCommand implements Callable<Integer> {
  @Mixin private final OutputOptions output = new OutputOptions();

  // Picocli sets both before it calls.
  @SuppressWarnings("NullAway.Init")
  @ParentCommand
  private DroverCli cli;

  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  /** Returns whether a command talks to the fleet. */
  public static boolean needsFleet(Class<?> command) {
    return FleetCommand.class.isAssignableFrom(command);
  }

  /** Does the command's work; what fails is thrown. */
  abstract void run(Fleet fleet);

  @Override
  public final Integer call() {
    try (Fleet fleet = context().connect()) {
      run(fleet);
    }
    return 0;
  }

  final CommandContext context() {
    return cli.context();
  }

  final CommandSpec spec() {
    return spec;
  }

  final Console console() {
    return Console.of(spec.commandLine(), output.format(), context().surroundings());
  }

  /** Says which hosts did not answer: the result may lack something. */
  final void mentionSilence(Directory directory) {
    directory.silence().forEach(console()::warn);
  }
}

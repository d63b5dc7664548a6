package dev.drover.starter.command;

import dev.drover.starter.DroverCli;
import dev.drover.starter.fleet.Directory;
import dev.drover.starter.fleet.Fleet;
import dev.drover.starter.output.Console;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** A command that talks to the fleet: connects, does its work, disconnects. */
@Command(mixinStandardHelpOptions = true)
public abstract class FleetCommand implements Callable<Integer> {
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
    return cli.console(spec.commandLine());
  }

  /** Says on standard error which hosts did not answer: the result may lack something. */
  final void mentionSilence(Directory directory) {
    directory.silence().forEach(console()::note);
  }
}

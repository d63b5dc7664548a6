package dev.drover.starter.command;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Lists, in the help, the commands that the launcher sends to another program. */
public abstract class ElsewhereCommand implements Runnable {
  @Unmatched private List<String> arguments = new ArrayList<>();

  // Picocli sets it before it calls.
  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  /** Returns whether a command is in another program. */
  public static boolean is(Class<?> command) {
    return ElsewhereCommand.class.isAssignableFrom(command);
  }

  @Override
  public void run() {
    throw new DroverException(
        FailureCode.INVALID_ARGUMENT,
        "This command must come first, as in '"
            + String.join(" ", spec.qualifiedName(), String.join(" ", arguments)).strip()
            + "'.");
  }

  /** {@code drover worker}. */
  @Command(name = "worker", description = "Runs this host's worker (see drover worker --help).")
  public static final class WorkerCommand extends ElsewhereCommand {}

  /** {@code drover doctor}. */
  @Command(name = "doctor", description = "Says what is wrong on this machine, and what to do.")
  public static final class DoctorCommand extends ElsewhereCommand {}

  /** {@code drover server}. */
  @Command(
      name = "server",
      description = "Runs a Temporal server for trying drover out (see drover server --help).")
  public static final class ServerCommand extends ElsewhereCommand {}
}

package dev.drover.starter.command;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Lists, in the help, the commands that the launcher sends to another program. */
public abstract class ElsewhereCommand implements Runnable {
  @Unmatched private List<String> arguments = new ArrayList<>();

  @Override
  public void run() {
    throw new DroverException(
        FailureCode.INVALID_ARGUMENT,
        "The long-lived commands must come first, as in 'drover worker "
            + String.join(" ", arguments)
            + "'.");
  }

  /** {@code drover worker}. */
  @Command(name = "worker", description = "Runs this host's worker (see drover worker --help).")
  public static final class WorkerCommand extends ElsewhereCommand {}

  /** {@code drover server}. */
  @Command(
      name = "server",
      description = "Runs a Temporal server for trying drover out (see drover server --help).")
  public static final class ServerCommand extends ElsewhereCommand {}
}

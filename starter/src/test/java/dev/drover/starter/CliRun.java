package dev.drover.starter;

import dev.drover.cli.Surroundings;
import dev.drover.starter.command.CommandContext;
import dev.drover.starter.fleet.Fleet;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * One run of the command line against a fleet.
 *
 * @param status the exit status
 */
public record CliRun(int status, String out, String err) {
  /** Runs a command whose standard error is no terminal. */
  public static CliRun of(Supplier<Fleet> connect, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commandLine =
        DroverCli.commandLine(
            new DroverCli(
                new CommandContext(requester -> connect.get(), "root@desk", Surroundings.NONE)),
            arguments);
    commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int status = commandLine.execute(arguments);
    commandLine.getOut().flush();
    commandLine.getErr().flush();
    return new CliRun(status, out.toString(), err.toString());
  }
}

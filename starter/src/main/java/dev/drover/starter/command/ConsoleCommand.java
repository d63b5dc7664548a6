package dev.drover.starter.command;

import dev.drover.cli.Console;
import dev.drover.cli.ExitStatuses;
import dev.drover.cli.OutputFormat;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.starter.DroverCli;
import dev.drover.starter.local.LocalGuests;
import dev.drover.starter.local.SerialSession;
import dev.drover.starter.local.SerialSession.End;
import dev.drover.starter.terminal.TerminalMode;
import dev.drover.starter.terminal.Terminals;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code drover console}. Talks to the fleet only when the guest is not on this host. */
@Command(
    name = "console",
    description = {
      "Attaches to the serial port of a guest on this host; Ctrl-] leaves it.",
      "",
      "To be run as the worker's user, on the guest's host. What a program pipes in is sent to the"
          + " guest as it is, and what the guest says goes to standard output until the guest ends.",
      "A guest that moves away ends the console; it says where the guest has gone."
    },
    footer = {
      "  drover console pacer",
      "  drover console pacer --read-only | tee pacer.log",
      "  echo reboot | timeout 10 drover console pacer"
    })
@ExitStatuses({
  FailureCode.INVALID_CONFIGURATION,
  FailureCode.UNKNOWN_DOMAIN,
  FailureCode.DOMAIN_NOT_RUNNING,
  FailureCode.DOMAIN_ON_TWO_HOSTS,
  FailureCode.DOMAIN_ELSEWHERE,
  FailureCode.QEMU_UNRESPONSIVE,
  FailureCode.CONSOLE_IN_USE,
  FailureCode.NO_CONSOLE
})
public final class ConsoleCommand implements Callable<Integer> {
  /** What shells report of a program that SIGPIPE ended: 128 + 13. */
  private static final int BROKEN_PIPE = 141;

  // Picocli sets both before it calls.
  @SuppressWarnings("NullAway.Init")
  @ParentCommand
  private DroverCli cli;

  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "The domain's name or UUID.")
  private String domain = "";

  @Option(
      names = "--port",
      paramLabel = "NUMBER",
      description = "Which serial port (default: the guest's first).")
  private @Nullable Integer port;

  @Option(names = "--read-only", description = "Only show what the guest says; Ctrl-C ends it.")
  private boolean readOnly;

  @Option(
      names = "--state-folder",
      paramLabel = "FOLDER",
      description =
          "The worker's state folder (default: DROVER_STATE_FOLDER, else /var/lib/drover, or"
              + " ~/.local/state/drover for a user).")
  private String stateFolder = "";

  @Override
  public Integer call() throws IOException {
    Path folder = LocalGuests.folder(stateFolder, cli.context().surroundings().environment());
    GuestConsole console = new GuestConsole(domain, folder, cli.context()::connect);
    try (SocketChannel guest = console.attach(Optional.ofNullable(port));
        OutputStream screen = new FileOutputStream(FileDescriptor.out)) {
      if (show(guest, screen) == End.LEFT) {
        console().note("left " + domain + "; it goes on");
        return 0;
      }
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).contains("Broken pipe")) {
        return BROKEN_PIPE;
      }
      throw new DroverException(
          FailureCode.OUTPUT_FAILED,
          "Standard output cannot be written: " + e.getMessage() + ".",
          e);
    }
    throw console.gone();
  }

  private End show(SocketChannel guest, OutputStream screen) throws IOException {
    SerialSession session = new SerialSession(guest);
    if (readOnly) {
      say("Ctrl-C ends");
      return session.show(screen);
    }
    if (!Terminals.in()) {
      session.type(System.in, false);
      return session.show(screen);
    }
    say("Ctrl-] leaves");
    TerminalMode raw = TerminalMode.raw();
    try {
      session.type(System.in, true);
      return session.show(screen);
    } finally {
      raw.close();
      // The guest has left the cursor anywhere.
      spec.commandLine().getErr().println();
    }
  }

  private Console console() {
    return Console.of(spec.commandLine(), OutputFormat.TABLE, cli.context().surroundings());
  }

  private void say(String how) {
    console().note("attached to " + domain + "; " + how);
  }
}

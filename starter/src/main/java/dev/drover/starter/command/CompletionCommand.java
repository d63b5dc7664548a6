package dev.drover.starter.command;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code drover completion}. The scripts are made from the commands when they change. */
@Command(
    name = "completion",
    description = {
      "Prints what makes a shell complete drover's commands.",
      "",
      "Commands, options, their words, and the names of hosts and domains, which are asked of the"
          + " fleet. Write it where your shell looks, and start the shell anew."
    },
    footer = {
      "  drover completion bash > /etc/bash_completion.d/drover",
      "  drover completion zsh > /usr/local/share/zsh/site-functions/_drover"
    })
public final class CompletionCommand implements Callable<Integer> {
  /** Which shell. */
  enum Shell {
    BASH,
    ZSH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
  private Shell shell = Shell.BASH;

  // Picocli sets it before it calls.
  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    out.print(script(shell));
    out.flush();
    return 0;
  }

  private static String script(Shell shell) {
    String name = "/dev/drover/starter/completion/drover." + shell;
    try (InputStream in = CompletionCommand.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("it is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new DroverException(
          FailureCode.INTERNAL, "The completion for " + shell + " cannot be read: " + e + ".", e);
    }
  }
}

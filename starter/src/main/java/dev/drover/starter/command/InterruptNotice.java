package dev.drover.starter.command;

import static java.util.Objects.requireNonNull;

import dev.drover.starter.output.Console;

/**
 * Says, when the user interrupts the command, that the migration goes on and how to come back. The
 * JVM itself then ends with 130, the shells' status for an interrupt.
 */
final class InterruptNotice implements AutoCloseable {
  private final Thread hook;

  private InterruptNotice(Thread hook) {
    this.hook = requireNonNull(hook, "hook is null");
  }

  static InterruptNotice install(Console console, String domainName) {
    Thread hook =
        new Thread(
            () ->
                console.note(
                    "the migration goes on; come back with: drover watch "
                        + domainName
                        + " (or stop it with: drover abort "
                        + domainName
                        + ")"),
            "drover-interrupt");
    Runtime.getRuntime().addShutdownHook(hook);
    return new InterruptNotice(hook);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException endingAlready) {
      // The notice is being said.
    }
  }
}

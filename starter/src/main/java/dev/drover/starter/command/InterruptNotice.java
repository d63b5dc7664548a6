package dev.drover.starter.command;

import static java.util.Objects.requireNonNull;

import dev.drover.cli.Console;
import dev.drover.starter.output.ProgressView;

/**
 * Says, when the user interrupts the command, that the job goes on and how to come back. The JVM
 * itself then ends with 130, the shells' status for an interrupt.
 */
final class InterruptNotice implements AutoCloseable {
  private final Thread hook;

  private InterruptNotice(Thread hook) {
    this.hook = requireNonNull(hook, "hook is null");
  }

  static InterruptNotice install(Console console, String sentence) {
    return install(console, sentence, ProgressView.none());
  }

  /**
   * Installs it.
   *
   * @param view gives its line up for the sentence
   */
  static InterruptNotice install(Console console, String sentence, ProgressView view) {
    Thread hook =
        new Thread(
            () -> {
              view.close();
              console.note(sentence);
            },
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

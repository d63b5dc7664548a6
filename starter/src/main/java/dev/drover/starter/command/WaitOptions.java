package dev.drover.starter.command;

import picocli.CommandLine.Option;

/** The option of every command that starts a job. */
final class WaitOptions {
  @Option(
      names = "--wait",
      order = 80,
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description =
          "Wait for the job's end, or say only which job has begun (default: wait). Interrupting"
              + " the wait (Ctrl-C) leaves the job running.")
  private boolean wait = true;

  /** Returns whether the command waits. */
  boolean isOn() {
    return wait;
  }
}

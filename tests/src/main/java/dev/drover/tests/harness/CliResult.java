package dev.drover.tests.harness;

import java.util.List;

/**
 * What one run of the command line said.
 *
 * @param exit its exit status
 * @param output standard output, in lines
 * @param errors standard error, in lines
 * @param millis from start to end
 */
public record CliResult(int exit, List<String> output, List<String> errors, long millis) {
  public CliResult {
    output = List.copyOf(output);
    errors = List.copyOf(errors);
  }

  /** Returns standard output as one text. */
  public String text() {
    return String.join("\n", output);
  }

  /** Returns standard error as one text. */
  public String errorText() {
    return String.join("\n", errors);
  }

  /**
   * Returns this result if the command succeeded.
   *
   * @throws AssertionError with everything it said, if it did not
   */
  public CliResult orFail() {
    if (exit != 0) {
      throw new AssertionError("exit status " + exit + "\n" + text() + "\n" + errorText());
    }
    return this;
  }
}

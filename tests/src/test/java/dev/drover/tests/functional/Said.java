package dev.drover.tests.functional;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.protocol.failure.FailureCode;
import dev.drover.tests.harness.CliResult;

/** What a command that failed must have said. */
final class Said {
  private Said() {}

  /**
   * At the end one sentence and the code's own advice, with the code's own status; no answer and no
   * stack trace.
   */
  static void failure(CliResult result, FailureCode code, String sentence) {
    assertThat(result.exit()).as("%s", result).isEqualTo(code.exitCode());
    assertThat(result.output()).as("standard output").isEmpty();
    int lines = result.errors().size();
    assertThat(lines).isGreaterThanOrEqualTo(2);
    assertThat(result.errors().get(lines - 2)).startsWith("drover: ").contains(sentence);
    assertThat(result.errors().get(lines - 1)).contains(code.advice());
    assertThat(result.errorText()).doesNotContain("Exception").doesNotContain("\tat ");
  }
}

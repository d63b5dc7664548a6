package dev.drover.tests.functional;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.protocol.failure.FailureCode;
import dev.drover.tests.harness.CliResult;

/** What a command that failed must have said. */
final class Said {
  private Said() {}

  /** One sentence, the code's own advice, the code's own status, no answer and no stack trace. */
  static void failure(CliResult result, FailureCode code, String sentence) {
    assertThat(result.exit()).as("%s", result).isEqualTo(code.exitCode());
    assertThat(result.output()).as("standard output").isEmpty();
    assertThat(result.errors()).as("%s", result).hasSize(2);
    assertThat(result.errors().get(0)).startsWith("drover: ").contains(sentence);
    assertThat(result.errors().get(1)).contains(code.advice());
    assertThat(result.errorText()).doesNotContain("Exception:").doesNotContain("\tat ");
  }
}

package dev.drover.protocol.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailureTableTest {
  @Test
  void thePageSaysWhatTheCodeSays() throws IOException {
    if (Boolean.getBoolean(FailureTable.WRITE_PROPERTY)) {
      FailureTable.write();
    }

    assertThat(Files.readString(FailureTable.PAGE))
        .as("docs/failures.md; to write it anew: -D%s=true", FailureTable.WRITE_PROPERTY)
        .isEqualTo(FailureTable.page());
  }

  @Test
  void everyCodeHasAnExitStatusOfItsOwn() {
    assertThat(Arrays.stream(FailureCode.values()).map(FailureCode::exitCode))
        .doesNotHaveDuplicates()
        .allMatch(status -> status >= 1 && status <= 125);
  }

  @ParameterizedTest
  @EnumSource
  void theAdviceIsASentence(FailureCode code) {
    assertThat(code.advice()).matches("\\S.*\\.").doesNotContain("\n");
  }
}

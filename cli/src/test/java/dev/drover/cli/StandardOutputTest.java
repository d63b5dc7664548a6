package dev.drover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.protocol.failure.FailureCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class StandardOutputTest {
  private final StringWriter err = new StringWriter();
  private final CommandLine commandLine =
      Conventions.apply(new CommandLine(new Talker()), Surroundings.NONE, Map.of())
          .setErr(new PrintWriter(err, true));

  @Test
  void whatIsWrittenIsUtf8WhateverTheLocale() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    assertThat(run(bytes)).isZero();
    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("gäst\n");
  }

  @Test
  void aReaderWhoHasReadEnoughEndsTheCommandQuietlyAsASignalWould() {
    assertThat(run(failing("Broken pipe"))).isEqualTo(StandardOutput.BROKEN_PIPE);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void anAnswerThatCannotBeWrittenIsAFailure() {
    assertThat(run(failing("No space left on device")))
        .isEqualTo(FailureCode.OUTPUT_FAILED.exitCode());
    assertThat(err.toString())
        .startsWith("drover: Standard output cannot be written: No space left on device.\n  Look");
  }

  @Test
  void helpThatCannotBeWrittenIsAFailureToo() {
    assertThat(run(failing("No space left on device"), "--help"))
        .isEqualTo(FailureCode.OUTPUT_FAILED.exitCode());
  }

  private int run(OutputStream out, String... arguments) {
    return StandardOutput.to(out).execute(commandLine, Surroundings.NONE, arguments);
  }

  private static OutputStream failing(String reason) {
    return new OutputStream() {
      @Override
      public void write(int one) throws IOException {
        throw new IOException(reason);
      }
    };
  }
}

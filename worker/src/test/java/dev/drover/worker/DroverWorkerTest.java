package dev.drover.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.cli.Surroundings;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class DroverWorkerTest {
  private final StringWriter err = new StringWriter();
  private final CommandLine commandLine =
      DroverWorker.commandLine(WorkerParts.REAL, Surroundings.NONE)
          .setErr(new PrintWriter(err, true));

  @Test
  void aBadConfigurationIsListedAndHasAnExitStatusOfItsOwn() {
    int status = commandLine.execute("worker", "--name", "a b", "--max-outgoing", "many");

    assertThat(status).isEqualTo(3);
    assertThat(err.toString())
        .startsWith("drover: The worker's configuration has 2 mistakes:")
        .contains("--name must be", "--max-outgoing must be")
        .doesNotContain("\tat ");
  }

  @Test
  void everySettingIsAFlagOfTheWorker() {
    CommandLine worker = requireNonNull(commandLine.getSubcommands().get("worker"));

    assertThat(worker.getUsageMessage())
        .contains("--state-folder=FOLDER", "--peer-listen=HOST:PORT", "--roles=ROLES");
  }

  @Test
  void badUsageIsOneSentenceAndAHint() {
    assertThat(commandLine.execute("server", "--port", "many")).isEqualTo(2);
    assertThat(commandLine.execute("server", "--port", "70000")).isEqualTo(2);
    assertThat(commandLine.execute()).isEqualTo(2);
    assertThat(err.toString())
        .contains("Invalid value for option '--port'")
        .contains("--port must be 0 to 65535, not 70000.")
        .contains("Say which: worker, server or doctor.");
  }
}

package dev.drover.hypervisor.qmp;

import static dev.drover.hypervisor.qmp.FakeQmpServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class QmpCommandsTest {
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private FakeQmpServer server;
  private QmpCommands commands;

  @BeforeEach
  void connect(@TempDir Path folder) throws IOException {
    server = new FakeQmpServer(folder.resolve("q"));
    server.serve(FakeQmpServer.GREETING);
    QmpEndpoint endpoint = new QmpEndpoint("web", folder.resolve("q"), false);
    commands = new QmpCommands(endpoint.connect(new RecordingListener(), DEADLINE), DEADLINE);
  }

  @AfterEach
  void hangUp() throws IOException {
    commands.monitor().close();
    server.close();
  }

  /** Runs a command against this answer. */
  private <T> T answered(String answer, Function<QmpCommands, T> command) throws Exception {
    CompletableFuture<T> result = CompletableFuture.supplyAsync(() -> command.apply(commands));
    server.reply(server.take(), answer);
    try {
      return result.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof QmpException failure ? failure : e;
    }
  }

  private JsonNode sent(Runnable command) throws Exception {
    CompletableFuture<Void> done = CompletableFuture.runAsync(command);
    JsonNode line = server.take();
    server.reply(line, "{}");
    done.get();
    return line;
  }

  @Test
  void runStatesAreReadAndNewOnesAreUnknown() throws Exception {
    assertThat(answered("{\"status\": \"finish-migrate\"}", QmpCommands::queryStatus))
        .isEqualTo(RunState.FINISH_MIGRATE);
    assertThat(answered("{\"status\": \"warp\"}", QmpCommands::queryStatus))
        .isEqualTo(RunState.UNKNOWN);
    for (RunState state : RunState.values()) {
      assertThat(RunState.parse(state.text())).isEqualTo(state);
    }
  }

  @Test
  void anAnswerOfTheWrongFormNamesTheCommand() {
    for (String answer : new String[] {"{}", "[]", "7", "{\"status\": 7}", "null"}) {
      assertThatThrownBy(() -> answered(answer, QmpCommands::queryStatus))
          .isInstanceOf(QmpException.Malformed.class)
          .hasMessageContaining("query-status");
    }
    assertThatThrownBy(() -> answered("[]", QmpCommands::queryMigrate))
        .isInstanceOf(QmpException.Malformed.class);
  }

  @Test
  void aMigrationIsReadWithItsUnits() throws Exception {
    MigrateInfo info =
        answered(
            "{\"status\": \"completed\", \"total-time\": 100, \"setup-time\": 3, \"downtime\": 12,"
                + " \"ram\": {\"transferred\": 5, \"remaining\": 6, \"total\": 7,"
                + " \"dirty-pages-rate\": 8, \"page-size\": 4096, \"mbps\": 1.5,"
                + " \"dirty-sync-count\": 2}, \"blocked-reasons\": [\"a device\"]}",
            QmpCommands::queryMigrate);
    assertThat(info)
        .isEqualTo(
            new MigrateInfo(
                MigrationStatus.COMPLETED,
                null,
                100,
                3,
                12,
                new MigrateInfo.Ram(5, 6, 7, 8, 4096, 1.5, 2),
                null,
                List.of("a device")));
  }

  @Test
  void noMigrationYetIsNoneAndADestinationTellsItsPort() throws Exception {
    MigrateInfo info =
        answered(
            "{\"socket-address\": [{\"port\": \"37309\", \"host\": \"127.0.0.1\"}]}",
            QmpCommands::queryMigrate);
    assertThat(info.status()).isEqualTo(MigrationStatus.NONE);
    assertThat(info.listening()).isEqualTo(new MigrateInfo.Listening("127.0.0.1", 37309));
  }

  @Test
  void aFailureKeepsQemusWordsAndHasNoNumbers() throws Exception {
    MigrateInfo info =
        answered(
            "{\"status\": \"failed\", \"error-desc\": \"Broken pipe\"}", QmpCommands::queryMigrate);
    assertThat(info.status()).isEqualTo(MigrationStatus.FAILED);
    assertThat(info.errorDescription()).isEqualTo("Broken pipe");
    assertThat(info.ram()).isEqualTo(new MigrateInfo.Ram(0, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void commandsCarryTheArgumentsOfQemusSchema() throws Exception {
    assertThat(sent(() -> commands.migrateContinue()).get("arguments"))
        .isEqualTo(json("{\"state\": \"pre-switchover\"}"));
    assertThat(sent(() -> commands.setCapabilities(Map.of("events", true))).get("arguments"))
        .isEqualTo(json("{\"capabilities\": [{\"capability\": \"events\", \"state\": true}]}"));
    assertThat(sent(() -> commands.setParameters(Map.of("max-bandwidth", 0L))).get("arguments"))
        .isEqualTo(json("{\"max-bandwidth\": 0}"));
    assertThat(sent(() -> commands.migrateCancel()).get("execute").asText())
        .isEqualTo("migrate_cancel");
  }
}

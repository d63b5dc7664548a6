package dev.drover.hypervisor.qmp;

import static dev.drover.hypervisor.qmp.FakeQmpServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class QmpMonitorTest {
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofMillis(50);

  private final RecordingListener listener = new RecordingListener();
  private Path socket;
  private FakeQmpServer server;

  @BeforeEach
  void listen(@TempDir Path folder) throws IOException {
    socket = folder.resolve("q");
    server = new FakeQmpServer(socket);
  }

  @AfterEach
  void hangUp() throws IOException {
    server.close();
  }

  private QmpMonitor connect(boolean withOutOfBand) {
    server.serve(FakeQmpServer.GREETING);
    return new QmpEndpoint("web", socket, withOutOfBand).connect(listener, DEADLINE);
  }

  private static ObjectNode none() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static CompletableFuture<JsonNode> inBackground(QmpMonitor monitor, String command) {
    return CompletableFuture.supplyAsync(() -> monitor.execute(command, none(), DEADLINE));
  }

  @Test
  void aReplyIsMatchedByItsIdWhateverComesBetween() throws Exception {
    try (QmpMonitor monitor = connect(false)) {
      CompletableFuture<JsonNode> answer = inBackground(monitor, "query-status");
      JsonNode command = server.take();
      server.send("{\"return\": \"of an earlier connection\", \"id\": \"other-1\"}");
      server.send("{\"timestamp\": {\"seconds\": 5, \"microseconds\": 7}, \"event\": \"STOP\"}");
      server.reply(command, "{\"status\": \"paused\"}");

      assertThat(answer.get()).isEqualTo(json("{\"status\": \"paused\"}"));
      assertThat(command.get("execute").asText()).isEqualTo("query-status");
      assertThat(command.has("arguments")).isFalse();
      assertThat(listener.takeEvent()).isEqualTo(new QmpEvent("STOP", none(), 5_000_007));
    }
  }

  @Test
  void twoCommandsGoOutTogetherAndKeepTheLaneUntilBothAreAnswered() throws Exception {
    try (QmpMonitor monitor = connect(false)) {
      CompletableFuture<List<JsonNode>> answers =
          CompletableFuture.supplyAsync(
              () -> monitor.executeBoth("query-migrate", "query-status", DEADLINE));
      JsonNode first = server.take();
      JsonNode second = server.take();
      CompletableFuture<JsonNode> next = inBackground(monitor, "query-version");
      server.reply(first, "{\"status\": \"completed\"}");
      assertThat(catchThrowable(() -> monitor.execute("query-name", none(), SHORT)))
          .isInstanceOf(QmpException.NoReply.class);
      server.reply(second, "{\"status\": \"postmigrate\"}");
      server.reply(server.take(), "{}");

      assertThat(first.get("execute").asText()).isEqualTo("query-migrate");
      assertThat(answers.get())
          .containsExactly(
              json("{\"status\": \"completed\"}"), json("{\"status\": \"postmigrate\"}"));
      assertThat(next.get()).isEqualTo(none());
    }
  }

  @Test
  void ofTwoCommandsTheFirstThatIsRefusedIsSaid() throws Exception {
    try (QmpMonitor monitor = connect(false)) {
      CompletableFuture<Throwable> failure =
          CompletableFuture.supplyAsync(
              () -> catchThrowable(() -> monitor.executeBoth("one", "two", DEADLINE)));
      server.send(
          "{\"error\": {\"class\": \"GenericError\", \"desc\": \"not now\"}, \"id\": "
              + server.take().get("id")
              + "}");
      server.reply(server.take(), "{}");

      assertThat(failure.get())
          .isInstanceOf(QmpException.Refused.class)
          .hasMessageContaining("one");
      CompletableFuture<JsonNode> later = inBackground(monitor, "query-version");
      server.reply(server.take(), "{}");
      assertThat(later.get()).isEqualTo(none());
    }
  }

  @Test
  void anErrorReplyCarriesQemusClassAndWords() throws Exception {
    try (QmpMonitor monitor = connect(false)) {
      CompletableFuture<Throwable> failure =
          CompletableFuture.supplyAsync(
              () ->
                  catchThrowable(
                      () -> monitor.execute("migrate", Map.of("uri", "bad:"), DEADLINE)));
      JsonNode command = server.take();
      assertThat(command.get("arguments")).isEqualTo(json("{\"uri\": \"bad:\"}"));
      server.send(
          "{\"error\": {\"class\": \"GenericError\", \"desc\": \"unknown protocol\"}, \"id\": "
              + command.get("id")
              + "}");
      assertThat(failure.get())
          .isInstanceOfSatisfying(
              QmpException.Refused.class,
              refused -> {
                assertThat(refused.errorClass()).isEqualTo("GenericError");
                assertThat(refused.description()).isEqualTo("unknown protocol");
                assertThat(refused).hasMessageContaining("web").hasMessageContaining("migrate");
              });
      assertThat(monitor.isOpen()).isTrue();
    }
  }

  @Test
  void everyCommandIsToldToTheObserverOnceItHasEnded() throws Exception {
    List<String> told = new CopyOnWriteArrayList<>();
    server.serve(FakeQmpServer.GREETING);
    QmpObserver observer =
        (command, nanos, failure) ->
            told.add(command + (failure == null ? "" : " " + failure.getClass().getSimpleName()));
    try (QmpMonitor monitor =
        new QmpEndpoint("web", socket, false, observer).connect(listener, DEADLINE)) {
      CompletableFuture<JsonNode> answer = inBackground(monitor, "query-status");
      JsonNode command = server.take();
      assertThat(told).containsExactly("qmp_capabilities");
      server.reply(command, "{}");
      answer.get();
      assertThatThrownBy(() -> monitor.execute("stop", none(), SHORT))
          .isInstanceOf(QmpException.NoReply.class);

      assertThat(told).containsExactly("qmp_capabilities", "query-status", "stop NoReply");
    }
  }

  @Test
  void aSecondCommandWaitsForTheFirstEvenAfterItsDeadline() throws Exception {
    try (QmpMonitor monitor = connect(false)) {
      assertThatThrownBy(() -> monitor.execute("first", none(), SHORT))
          .isInstanceOf(QmpException.NoReply.class)
          .hasMessageContaining("first");
      JsonNode first = server.take();
      assertThatThrownBy(() -> monitor.execute("second", none(), SHORT))
          .isInstanceOf(QmpException.NoReply.class)
          .hasMessageContaining("was not sent");
      assertThat(server.isQuiet()).isTrue();

      CompletableFuture<JsonNode> third = inBackground(monitor, "third");
      server.reply(first, "\"late\"");
      JsonNode command = server.take();
      assertThat(command.get("execute").asText()).isEqualTo("third");
      server.reply(command, "3");
      assertThat(third.get().asInt()).isEqualTo(3);
    }
  }

  @Test
  void twoUsersAreServedInTheOrderInWhichTheyCame() throws Exception {
    try (QmpMonitor monitor = connect(false)) {
      CompletableFuture<JsonNode> first = inBackground(monitor, "one");
      JsonNode one = server.take();
      CompletableFuture<JsonNode> second = inBackground(monitor, "two");
      server.reply(one, "1");
      JsonNode two = server.take();
      server.reply(two, "2");
      assertThat(first.get().asInt()).isEqualTo(1);
      assertThat(second.get().asInt()).isEqualTo(2);
      assertThat(one.get("id")).isNotEqualTo(two.get("id"));
    }
  }

  @Test
  void anOutOfBandCommandPassesAHangingOne() throws Exception {
    try (QmpMonitor monitor = connect(true)) {
      CompletableFuture<JsonNode> hanging = inBackground(monitor, "query-status");
      JsonNode command = server.take();
      CompletableFuture<Void> yank =
          CompletableFuture.runAsync(() -> new QmpCommands(monitor, DEADLINE).yankMigration());
      JsonNode urgent = server.take();
      assertThat(urgent.get("exec-oob").asText()).isEqualTo("yank");
      server.reply(urgent, "{}");
      yank.get();
      assertThat(hanging).isNotDone();
      server.reply(command, "{}");
      hanging.get();
    }
  }

  @Test
  void outOfBandIsRefusedOnAMonitorForWork() {
    try (QmpMonitor monitor = connect(false)) {
      assertThatThrownBy(() -> monitor.executeOutOfBand("yank", none(), DEADLINE))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void closingFailsTheCommandThatWaitsAndTellsTheListenerOnce() throws Exception {
    QmpMonitor monitor = connect(false);
    CompletableFuture<Throwable> failure =
        CompletableFuture.supplyAsync(
            () -> catchThrowable(() -> monitor.execute("cont", none(), DEADLINE)));
    server.take();
    monitor.close();
    monitor.close();
    assertThat(failure.get()).isInstanceOf(QmpException.Closed.class).hasMessageContaining("cont");
    assertThat(listener.takeReason()).contains("web").contains("by drover");
    assertThatThrownBy(() -> monitor.execute("cont", none(), DEADLINE))
        .isInstanceOf(QmpException.Closed.class);
    assertThat(monitor.isOpen()).isFalse();
    assertThat(listener.hasReason()).isFalse();
  }

  @Test
  void aHangUpFailsTheCommandThatWaits() throws Exception {
    QmpMonitor monitor = connect(false);
    CompletableFuture<Throwable> failure =
        CompletableFuture.supplyAsync(
            () -> catchThrowable(() -> monitor.execute("quit", none(), DEADLINE)));
    server.take();
    server.hangUp();
    assertThat(failure.get()).isInstanceOf(QmpException.Closed.class);
    assertThat(listener.takeReason()).contains("QEMU of web closed its monitor");
  }

  @Test
  void anInterruptedCallerLeavesTheMonitorOpenAndKeepsItsFlag() throws Exception {
    try (QmpMonitor monitor = connect(false)) {
      CountDownLatch done = new CountDownLatch(1);
      Throwable[] failure = new Throwable[1];
      boolean[] flag = new boolean[1];
      Thread caller =
          new Thread(
              () -> {
                failure[0] = catchThrowable(() -> monitor.execute("stop", none(), DEADLINE));
                flag[0] = Thread.currentThread().isInterrupted();
                done.countDown();
              });
      caller.start();
      server.take();
      caller.interrupt();
      done.await();
      assertThat(failure[0]).isInstanceOf(QmpException.NoReply.class);
      assertThat(flag[0]).isTrue();
      assertThat(monitor.isOpen()).isTrue();
    }
  }

  @Test
  void aLineBeyondTheLimitClosesTheConnectionAndSaysSo() throws Exception {
    QmpMonitor monitor = connect(false);
    byte[] chunk = new byte[1 << 20];
    Arrays.fill(chunk, (byte) 'x');
    // The client hangs up in the middle of the seventeenth.
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 32; i++) {
                server.send(chunk);
              }
            })
        .isInstanceOf(IOException.class);
    assertThat(listener.takeReason()).contains("web").contains("longer than 16 MiB");
    assertThat(monitor.isOpen()).isFalse();
  }

  @Test
  void aLongReplyIsReadWhole() throws Exception {
    try (QmpMonitor monitor = connect(false)) {
      CompletableFuture<JsonNode> answer = inBackground(monitor, "query-qmp-schema");
      String text = "y".repeat(3 << 20);
      server.reply(server.take(), "\"" + text + "\"");
      assertThat(answer.get().textValue()).isEqualTo(text);
    }
  }

  @Test
  void tooLongACommandIsNotSent() {
    try (QmpMonitor monitor = connect(false)) {
      Map<String, String> arguments = Map.of("uri", "x".repeat(70_000));
      assertThatThrownBy(() -> monitor.execute("migrate", arguments, DEADLINE))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(server.isQuiet()).isTrue();
    }
  }

  @Test
  void garbageEndsInAQmpExceptionAndNothingElse() throws Exception {
    Random random = new Random(20261121);
    String[] seeds = {
      "{\"return\": {}, \"id\": 1}", "{\"event\": \"STOP\"}", "[1, 2]", "{\"error\": 7}", "nul",
      "{\"return\": {\"a\": [[[[", "{\"QMP\": []}", "{}", "\"id\"", "{\"timestamp\": \"\"}"
    };
    for (int round = 0; round < 60; round++) {
      try (QmpMonitor monitor = connect(false)) {
        CompletableFuture<Throwable> failure =
            CompletableFuture.supplyAsync(
                () -> catchThrowable(() -> monitor.execute("cont", none(), DEADLINE)));
        server.take();
        for (int line = 0; line < 20 && monitor.isOpen(); line++) {
          trySend(mutate(seeds[random.nextInt(seeds.length)], random));
        }
        server.hangUp();
        assertThat(failure.get()).isInstanceOf(QmpException.Closed.class);
      }
      assertThat(listener.takeReason()).isNotBlank();
    }
  }

  private void trySend(byte[] bytes) {
    try {
      server.send(bytes);
    } catch (IOException e) {
      // The client has had enough.
    }
  }

  private static byte[] mutate(String seed, Random random) {
    byte[] bytes = (seed + "\n").getBytes(StandardCharsets.UTF_8);
    for (int i = random.nextInt(4); i > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }
}

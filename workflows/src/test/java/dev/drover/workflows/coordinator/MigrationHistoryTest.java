package dev.drover.workflows.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.MigrationResult;
import dev.drover.protocol.message.PerformResult;
import dev.drover.workflows.SearchKeys;
import dev.drover.workflows.WorkflowIds;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.WorkflowReplayer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Histories stay short, and those that were recorded can still be replayed.
 *
 * <p>The recorded ones come from a real server. To record anew, with {@code ./dev temporal}
 * running: {@code ./mvnw -pl workflows -am test -Dtest=MigrationHistoryTest#a*Needs*
 * -Dsurefire.failIfNoSpecifiedTests=false -Ddrover.server=127.0.0.1:7233
 * -Ddrover.histories=src/test/resources/histories}.
 */
class MigrationHistoryTest {
  private static final int MOST_EVENTS = 60;
  private static final int MOST_BYTES = 100 * 1024;

  private final TwoHosts hosts = TwoHosts.running();

  @AfterEach
  void close() {
    hosts.close();
  }

  private WorkflowExecutionHistory checked(WorkflowStub stub, String name) throws IOException {
    WorkflowExecutionHistory history = hosts.history(stub);
    assertThat(history.getEvents()).hasSizeLessThan(MOST_EVENTS);
    assertThat(history.getHistory().getSerializedSize()).isLessThan(MOST_BYTES);
    String folder = System.getProperty("drover.histories");
    if (folder != null) {
      Files.writeString(
          Path.of(folder, name + ".json"), history.toJson(true), StandardCharsets.UTF_8);
    }
    return history;
  }

  @Test
  void aSuccessNeedsFewerThan60Events() throws IOException {
    WorkflowStub stub = hosts.start();
    stub.getResult(MigrationResult.class);

    assertThat(phases(checked(stub, "migrate-success")))
        .containsExactly("prepare", "perform3", "finish3", "confirm3");
  }

  @Test
  void anAbortInPerformNeedsFewerThan60Events() throws IOException {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch aborted = new CountDownLatch(1);
    hosts.alpha.when(
        "perform",
        usual -> {
          entered.countDown();
          await(aborted);
          return PerformResult.failed(null, FailureCode.OPERATION_ABORTED, "Aborted by operator.");
        });
    hosts.alpha.when(
        "abort",
        usual -> {
          aborted.countDown();
          return usual;
        });
    WorkflowStub stub = hosts.start();
    await(entered);
    stub.update("abort", String.class, "operator");

    assertThat(hosts.failure(stub).code()).isEqualTo(FailureCode.OPERATION_ABORTED);
    assertThat(phases(checked(stub, "migrate-abort"))).endsWith("finish3", "confirm3_cancelled");
  }

  @Test
  void aFailedPrepareNeedsFewerThan60Events() throws IOException {
    hosts.beta.whenFails("prepare", FailureCode.QEMU_START_FAILED, "no such machine");
    WorkflowStub stub = hosts.start();

    assertThat(hosts.failure(stub).code()).isEqualTo(FailureCode.QEMU_START_FAILED);
    assertThat(phases(checked(stub, "migrate-failure")))
        .containsExactly("prepare", "begin3", "finish3", "confirm3_cancelled");
  }

  @ParameterizedTest
  @ValueSource(strings = {"migrate-success", "migrate-abort", "migrate-failure"})
  void aRecordedHistoryCanBeReplayed(String name) throws Exception {
    // A file does not hold the workflow's id, which the workflow compares with its request.
    replay(recorded(name));
  }

  @Test
  void anotherOrderOfStepsIsNoticedByTheReplay() throws IOException {
    String swapped = recorded("migrate-success").replace("\"prepare\"", "\"confirm\"");

    assertThatThrownBy(() -> replay(swapped)).hasStackTraceContaining("NonDeterministic");
  }

  private static String recorded(String name) throws IOException {
    try (InputStream file =
        Objects.requireNonNull(
            MigrationHistoryTest.class.getResourceAsStream("/histories/" + name + ".json"),
            "no history " + name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void replay(String json) throws Exception {
    // A file does not hold the workflow's id, which the workflow compares with its request.
    WorkflowReplayer.replayWorkflowExecution(
        WorkflowExecutionHistory.fromJson(json, WorkflowIds.domain(TwoHosts.DOMAIN)),
        MigrationWorkflowImpl.class);
  }

  private static List<String> phases(WorkflowExecutionHistory history) {
    return history.getEvents().stream()
        .filter(
            event -> event.getEventType() == EventType.EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES)
        .map(MigrationHistoryTest::phase)
        .toList();
  }

  private static String phase(HistoryEvent event) {
    return event
        .getUpsertWorkflowSearchAttributesEventAttributes()
        .getSearchAttributes()
        .getIndexedFieldsOrThrow(SearchKeys.PHASE.getName())
        .getData()
        .toStringUtf8()
        .replace("\"", "");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).as("waited 20 seconds").isTrue();
    } catch (InterruptedException stop) {
      throw new IllegalStateException(stop);
    }
  }
}

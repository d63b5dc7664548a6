package dev.drover.activities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.hypervisor.Hypervisor;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.Cookie;
import dev.drover.protocol.message.DefinitionInfo;
import dev.drover.protocol.message.MigrationOptions;
import dev.drover.protocol.message.PerformCall;
import dev.drover.protocol.message.PerformResult;
import dev.drover.protocol.message.Progress;
import dev.drover.workflows.DroverData;
import dev.drover.workflows.Failures;
import dev.drover.workflows.HostActivities;
import dev.drover.workflows.TransferActivities;
import io.temporal.api.common.v1.Payload;
import io.temporal.client.ActivityCanceledException;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ActivitiesTest {
  private static final PerformCall CALL =
      new PerformCall(
          "run",
          "domain",
          "destination",
          Cookie.EMPTY,
          "tcp:127.0.0.1:1",
          "127.0.0.1:2",
          MigrationOptions.DEFAULTS);
  private static final Progress SOME =
      new Progress("active", 1L << 30, 600 << 20, 400 << 20, 95 << 20, 1 << 20, 2, 6300);
  private static final PerformResult PERMITTED = PerformResult.permitted(false, Cookie.EMPTY, null);

  private final TestActivityEnvironment environment = TestActivityEnvironment.newInstance();

  @AfterEach
  void close() {
    environment.close();
  }

  private HostActivities host(Hypervisor hypervisor) {
    environment.registerActivitiesImplementations(new HostActivitiesImpl(hypervisor));
    return environment.newActivityStub(HostActivities.class);
  }

  private TransferActivities transfer(Hypervisor hypervisor) {
    environment.registerActivitiesImplementations(new TransferActivitiesImpl(hypervisor));
    return environment.newActivityStub(TransferActivities.class);
  }

  @Test
  void aFailureOfTheHostCrossesAsItsCode() {
    HostActivities host =
        host(
            new FakeHypervisor() {
              @Override
              public void undefine(String domain) {
                throw new DroverException(FailureCode.DOMAIN_RUNNING, "Domain guest runs.");
              }
            });

    Throwable thrown = catchThrowable(() -> host.undefine("domain"));

    assertThat(thrown).isInstanceOf(ActivityFailure.class);
    assertThat(thrown)
        .cause()
        .isInstanceOfSatisfying(
            ApplicationFailure.class, failure -> assertThat(failure.isNonRetryable()).isTrue());
    assertThat(Failures.toDrover(thrown).code()).isEqualTo(FailureCode.DOMAIN_RUNNING);
    assertThat(Failures.toDrover(thrown)).hasMessage("Domain guest runs.");
  }

  @Test
  void aCheckAnswersInTheSharedRecord() {
    HostActivities host =
        host(
            new FakeHypervisor() {
              @Override
              public DefinitionCheck check(String xml) {
                return new DefinitionCheck("uuid", "guest", xml + "!");
              }
            });

    assertThat(host.check("<domain/>"))
        .isEqualTo(new DefinitionInfo("uuid", "guest", "<domain/>!"));
  }

  @Test
  void anAnswerThatIsTooLargeIsRefusedInWords() {
    HostActivities host =
        host(
            new FakeHypervisor() {
              @Override
              public DefinitionCheck check(String xml) {
                return new DefinitionCheck("uuid", "guest", "x".repeat(Wire.MAX_ANSWER));
              }
            });

    DroverException failure = Failures.toDrover(catchThrowable(() -> host.check("<domain/>")));

    assertThat(failure.code()).isEqualTo(FailureCode.INTERNAL);
    assertThat(failure.getMessage()).contains("more than the 1048576");
  }

  @Test
  void everyProgressBecomesAHeartbeatThatPeopleAndProgramsCanRead() {
    List<JsonNode> beats = new ArrayList<>();
    environment.setActivityHeartbeatListener(JsonNode.class, beats::add);
    TransferActivities transfer =
        transfer(
            new FakeHypervisor() {
              @Override
              public PerformResult perform(PerformCall call, Consumer<Progress> watcher) {
                watcher.accept(SOME);
                return PERMITTED;
              }
            });

    assertThat(transfer.perform(CALL)).isEqualTo(PERMITTED);
    JsonNode beat = beats.get(0);
    assertThat(beat.fieldNames().next()).isEqualTo("now");
    assertThat(beat.path("now").asText())
        .isEqualTo(
            "61 % of 1.0 GiB, 95.0 MiB/s, 400.0 MiB remain, dirtied 1.0 MiB/s, pass 2, 6.30 s so far");
    assertThat(beat.path("percent").asInt()).isEqualTo(61);
    Payload sent = DroverData.converter().toPayload(beat).orElseThrow();
    assertThat(DroverData.converter().fromPayload(sent, Progress.class, Progress.class))
        .isEqualTo(SOME);
  }

  @Test
  void whatAHeartbeatThrowsEndsTheCallAndNothingElse() {
    AtomicReference<@Nullable Throwable> seen = new AtomicReference<>();
    TransferActivities transfer =
        transfer(
            new FakeHypervisor() {
              @Override
              public PerformResult perform(PerformCall call, Consumer<Progress> watcher) {
                seen.set(catchThrowable(() -> watcher.accept(SOME)));
                watcher.accept(SOME);
                return PERMITTED;
              }
            });
    environment.requestCancelActivity();

    assertThatThrownBy(() -> transfer.perform(CALL)).isInstanceOf(CanceledFailure.class);
    assertThat(seen.get()).isInstanceOf(ActivityCanceledException.class);
  }

  @Test
  void aFailedTransferIsAnAnswerAndNoFailure() {
    PerformResult failed =
        PerformResult.failed(null, FailureCode.MIGRATION_FAILED, "connection reset");
    TransferActivities transfer =
        transfer(
            new FakeHypervisor() {
              @Override
              public PerformResult perform(PerformCall call, Consumer<Progress> watcher) {
                return failed;
              }
            });

    assertThat(transfer.perform(CALL)).isEqualTo(failed);
  }
}

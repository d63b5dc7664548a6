package dev.drover.hypervisor.qmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class QmpEndpointTest {
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofMillis(50);

  private final RecordingListener listener = new RecordingListener();

  @Test
  void aConnectionWaitsUntilTheMonitorListens(@TempDir Path folder) throws Exception {
    Path socket = folder.resolve("q");
    AtomicInteger tries = new AtomicInteger();
    CompletableFuture<QmpMonitor> connecting =
        CompletableFuture.supplyAsync(
            () ->
                new QmpEndpoint("web", socket, false)
                    .connect(listener, DEADLINE, () -> tries.incrementAndGet() > 0));
    while (tries.get() < 2) {
      Thread.onSpinWait();
    }
    try (FakeQmpServer server = new FakeQmpServer(socket)) {
      server.serve(FakeQmpServer.GREETING);
      connecting.get().close();
    }
  }

  @Test
  void aMonitorThatNeverListensIsNamedWithWhatWasLastSeen(@TempDir Path folder) {
    Path socket = folder.resolve("q");
    assertThatThrownBy(() -> new QmpEndpoint("web", socket, false).connect(listener, SHORT))
        .isInstanceOf(QmpException.Closed.class)
        .hasMessageContaining("web")
        .hasMessageContaining(socket.toString())
        .hasMessageContaining("No such file");
    assertThat(listener.hasReason()).isFalse();
  }

  @Test
  void theWaitEndsWhenItIsNoLongerWorthIt(@TempDir Path folder) {
    AtomicInteger tries = new AtomicInteger();
    QmpEndpoint endpoint = new QmpEndpoint("web", folder.resolve("q"), false);
    assertThatThrownBy(
            () -> endpoint.connect(listener, DEADLINE, () -> tries.incrementAndGet() < 3))
        .isInstanceOf(QmpException.Closed.class);
    assertThat(tries).hasValue(3);
  }

  @Test
  void aMonitorHeldByAnotherClientGivesNoGreeting(@TempDir Path folder) throws IOException {
    Path socket = folder.resolve("q");
    // Bound and listening, but nobody accepts, which is how QEMU treats a second client.
    try (FakeQmpServer server = new FakeQmpServer(socket)) {
      assertThatThrownBy(() -> new QmpEndpoint("web", socket, false).connect(listener, SHORT))
          .isInstanceOf(QmpException.NoReply.class)
          .hasMessageContaining("the greeting");
      assertThat(server.isQuiet()).isTrue();
    }
  }

  @Test
  void anEmergencyMonitorMustOfferTheOutOfBandLane(@TempDir Path folder) throws IOException {
    Path socket = folder.resolve("q");
    try (FakeQmpServer server = new FakeQmpServer(socket)) {
      server.serve("{\"QMP\": {\"capabilities\": []}}");
      assertThatThrownBy(() -> new QmpEndpoint("web", socket, true).connect(listener, DEADLINE))
          .isInstanceOf(QmpException.Malformed.class)
          .hasMessageContaining("out-of-band");
    }
  }
}

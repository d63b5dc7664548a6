package dev.drover.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.net.HostAndPort;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.HostInfo;
import dev.drover.worker.config.ConfigReader;
import dev.drover.worker.config.Setting;
import dev.drover.worker.config.WorkerConfig;
import dev.drover.worker.runtime.WorkerProcess.Ready;
import dev.drover.worker.server.EmbeddedServer;
import dev.drover.workflows.DroverData;
import dev.drover.workflows.SearchKeys;
import dev.drover.workflows.WorkflowIds;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class WorkerProcessTest {
  private final FakeHost host = new FakeHost();

  @Test
  void aWorkerPollsAnnouncesItselfAndReportsItsHealthAndNumbers() throws Exception {
    try (EmbeddedServer server = server(0)) {
      CompletableFuture<Ready> ready = new CompletableFuture<>();
      try (WorkerProcess worker = start(server.port(), ready)) {
        HostAndPort http = ready.get(30, TimeUnit.SECONDS).metrics();

        assertThat(hosts(server.port())).extracting(HostInfo::name).containsExactly("alpha");
        HttpResponse<String> health = get(http, "/healthz");
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).isEqualTo("{\"status\":\"ok\",\"reasons\":[]}");
        assertThat(get(http, "/metrics").body())
            .contains("drover_domains{state=\"running\"} 1.0")
            .contains("drover_jobs{kind=\"migration_out\",phase=\"perform3\"} 0.0")
            .contains("drover_temporal_connected 1.0")
            .contains("drover_worker_info{")
            .contains("drover_recovery_seconds")
            .contains("temporal_");
        assertThat(worker).isNotNull();
      }
    }
    assertThat(host.closes).hasValue(1);
  }

  @Test
  void aWorkerGuardsItsGuestsWithoutAServerAndFindsItLater() throws Exception {
    int port = freePort();
    CompletableFuture<Ready> ready = new CompletableFuture<>();
    try (WorkerProcess worker = start(port, ready)) {
      host.unreadable.add(new DroverException(FailureCode.RECORD_UNREADABLE, "Record x is torn."));
      HttpResponse<String> health = get(worker.httpAddress(), "/healthz");
      assertThat(health.statusCode()).isEqualTo(503);
      assertThat(health.body()).contains("degraded", "Temporal", "Record x is torn.");
      assertThat(ready).isNotDone();

      try (EmbeddedServer server = server(port)) {
        ready.get(30, TimeUnit.SECONDS);
        assertThat(hosts(server.port())).hasSize(1);
      }
    }
  }

  @Test
  void anAddressInUseIsSaidInASentenceAndTheHostIsClosed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      WorkerConfig config = config("127.0.0.1:" + taken.getLocalPort());
      assertThatThrownBy(() -> start(config, profile(1), ready -> {}))
          .isInstanceOf(DroverException.class)
          .hasMessageContaining("metrics-listen 127.0.0.1:" + taken.getLocalPort());
    }
    assertThat(host.closes).hasValue(1);
  }

  private WorkerProcess start(int port, CompletableFuture<Ready> ready) {
    return start(config("127.0.0.1:0"), profile(port), ready::complete);
  }

  private WorkerProcess start(
      WorkerConfig config, ClientConfigProfile profile, Consumer<Ready> ready) {
    return WorkerProcess.start(config, profile, "0.1.0", metrics -> Optional.of(host), ready);
  }

  private static WorkerConfig config(String metrics) {
    return ConfigReader.read(
        Map.of(Setting.METRICS_LISTEN, metrics),
        Map.of(),
        Optional.empty(),
        new ConfigReader.Defaults("alpha", Path.of("/nowhere")));
  }

  private static EmbeddedServer server(int port) {
    return EmbeddedServer.start(port, SearchKeys.ALL);
  }

  private static ClientConfigProfile profile(int port) {
    return ClientConfigProfile.newBuilder().setAddress("127.0.0.1:" + port).build();
  }

  private static HostInfo[] hosts(int port) {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget("127.0.0.1:" + port)
                .validateAndBuildWithDefaults());
    try {
      return WorkflowClient.newInstance(
              stubs,
              WorkflowClientOptions.newBuilder()
                  .setDataConverter(DroverData.converter())
                  .validateAndBuildWithDefaults())
          .newUntypedWorkflowStub(WorkflowIds.FLEET)
          .query("hosts", HostInfo[].class);
    } finally {
      stubs.shutdownNow();
    }
  }

  private static HttpResponse<String> get(HostAndPort address, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://" + address + path))
                .timeout(Duration.ofSeconds(10))
                .build(),
            BodyHandlers.ofString());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}

package dev.drover.worker.server;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.stub.StreamObserver;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.AddSearchAttributesResponse;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc.OperatorServiceImplBase;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import io.temporal.common.SearchAttributeKey;
import io.temporal.internal.testservice.TestServicesStarter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Temporal inside this process, on loopback only, because it knows neither users nor encryption.
 * Not durable: all workflows are forgotten when it closes. Built from the services of
 * temporal-test-server, whose classes are internal: the version is pinned in the POM.
 */
public final class EmbeddedServer implements AutoCloseable {
  /** Where Temporal's clients look for a server unless they are told otherwise. */
  public static final int DEFAULT_PORT = 7233;

  /** The only namespace that anybody needs; the server accepts every name. */
  public static final String NAMESPACE = "default";

  /** What the loopback address is called in sentences. */
  private static final String LOOPBACK = "127.0.0.1";

  private static final long CLOSE_MILLIS = 1000;

  private final TestServicesStarter services;
  private final HealthStatusManager health;
  private final Server server;

  private EmbeddedServer(TestServicesStarter services, HealthStatusManager health, Server server) {
    this.services = requireNonNull(services, "services is null");
    this.health = requireNonNull(health, "health is null");
    this.server = requireNonNull(server, "server is null");
  }

  /**
   * Starts a server; when this returns, it answers.
   *
   * @param port 0 to 65535; 0 means any free one
   * @param attributes the search attributes that workflows may use
   * @throws DroverException INVALID_ARGUMENT if nobody may listen on that port now
   */
  public static EmbeddedServer start(int port, Collection<SearchAttributeKey<?>> attributes) {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    // Locked time skipping: the server's clock is the real one until a client asks otherwise.
    TestServicesStarter services = new TestServicesStarter(true, 0);
    try {
      register(services.getServices(), attributes);
      HealthStatusManager health = new HealthStatusManager();
      NettyServerBuilder builder =
          NettyServerBuilder.forAddress(address)
              .intercept(new StickyStripper())
              .addService(health.getHealthService());

      services.getServices().forEach(builder::addService);
      Server server = builder.build().start();
      health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, ServingStatus.SERVING);
      // Temporal's clients ask for this one by name.
      health.setStatus(WorkflowServiceGrpc.SERVICE_NAME, ServingStatus.SERVING);
      return new EmbeddedServer(services, health, server);
    } catch (IOException e) {
      services.close();
      throw new DroverException(
          FailureCode.INVALID_ARGUMENT,
          "The Temporal server cannot listen on "
              + LOOPBACK
              + ":"
              + port
              + ": another process has that port, perhaps another drover server.",
          e);
    }
  }

  private static void register(
      List<BindableService> services, Collection<SearchAttributeKey<?>> attributes) {
    AddSearchAttributesRequest.Builder request =
        AddSearchAttributesRequest.newBuilder().setNamespace(NAMESPACE);
    attributes.forEach(key -> request.putSearchAttributes(key.getName(), key.getValueType()));
    for (BindableService service : services) {
      if (service instanceof OperatorServiceImplBase operator) {
        operator.addSearchAttributes(request.build(), new Refusal());
      }
    }
  }

  /** Returns the port that it listens on. */
  public int port() {
    return server.getPort();
  }

  /** Forgets every workflow and frees the port, within about a second. */
  @Override
  public void close() {
    health.enterTerminalState();
    server.shutdownNow();
    try {
      server.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    services.close();
  }

  /** Turns a refused registration into an exception at the caller; it answers on its thread. */
  private static final class Refusal implements StreamObserver<AddSearchAttributesResponse> {
    @Override
    public void onNext(AddSearchAttributesResponse response) {}

    @Override
    public void onError(Throwable cause) {
      throw new IllegalStateException("the search attributes were refused", cause);
    }

    @Override
    public void onCompleted() {}
  }
}

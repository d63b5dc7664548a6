package dev.drover.starter.temporal;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.workflows.DroverData;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.serviceclient.RpcRetryOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A connection to the Temporal server that the environment or its profile names. Has an event loop
 * of its own, because gRPC's shared one keeps the JVM from ending for up to 300 ms.
 */
final class Connection implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMillis(2500);

  /** For a server that has taken the connection: it is there, and busy. */
  private static final Duration BUSY_PATIENCE = Duration.ofSeconds(10);

  private static final Duration QUERY_PATIENCE = Duration.ofSeconds(6);

  private final EventLoopGroup eventLoop;
  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;

  private Connection(EventLoopGroup eventLoop, WorkflowServiceStubs stubs, WorkflowClient client) {
    this.eventLoop = requireNonNull(eventLoop, "eventLoop is null");
    this.stubs = requireNonNull(stubs, "stubs is null");
    this.client = requireNonNull(client, "client is null");
  }

  /**
   * Connects.
   *
   * @param identity who speaks, for the server's records
   * @throws DroverException SERVER_UNREACHABLE within about 3 seconds, or 13 if a server takes the
   *     connection and does not answer; INVALID_CONFIGURATION if the profile cannot be read
   */
  static Connection open(String identity) {
    return open(profile(), identity);
  }

  /** Connects where a profile says. */
  static Connection open(ClientConfigProfile profile, String identity) {
    EventLoopGroup eventLoop =
        new NioEventLoopGroup(1, new DefaultThreadFactory("drover-grpc", true));
    WorkflowServiceStubsOptions options =
        WorkflowServiceStubsOptions.newBuilder(profile.toWorkflowServiceStubsOptions())
            .setChannelInitializer(builder -> use(eventLoop, builder))
            .setSystemInfoTimeout(PATIENCE)
            .setRpcQueryTimeout(QUERY_PATIENCE)
            .setRpcRetryOptions(
                RpcRetryOptions.newBuilder()
                    .setInitialInterval(Duration.ofMillis(100))
                    .setExpiration(PATIENCE)
                    .validateBuildWithDefaults())
            .validateAndBuildWithDefaults();
    WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(options);
    try {
      awaitServer(stubs);
    } catch (StatusRuntimeException e) {
      end(stubs, eventLoop);
      throw new DroverException(
          FailureCode.SERVER_UNREACHABLE,
          "No Temporal server answers at " + options.getTarget() + " (" + reason(e) + ").",
          e);
    }
    WorkflowClientOptions clientOptions =
        profile.toWorkflowClientOptions().toBuilder()
            .setDataConverter(DroverData.converter())
            .setIdentity(identity)
            .validateAndBuildWithDefaults();
    return new Connection(eventLoop, stubs, WorkflowClient.newInstance(stubs, clientOptions));
  }

  /** The client asks for this first in any case; a connection refused is seen here. */
  private static void awaitServer(WorkflowServiceStubs stubs) {
    long begin = System.nanoTime();
    while (true) {
      try {
        requireNonNull(stubs.getServerCapabilities().get(), "no capabilities");
        return;
      } catch (StatusRuntimeException e) {
        boolean busy =
            isLate(e) && stubs.getRawChannel().getState(false) == ConnectivityState.READY;
        if (!busy || System.nanoTime() - begin > BUSY_PATIENCE.toNanos()) {
          throw e;
        }
      }
    }
  }

  private static boolean isLate(StatusRuntimeException failure) {
    return failure.getStatus().getCode() == Status.Code.DEADLINE_EXCEEDED;
  }

  /** gRPC's own words are "io exception"; the last cause knows more. */
  private static String reason(StatusRuntimeException failure) {
    if (isLate(failure)) {
      return "no answer in time";
    }
    Throwable cause = failure;
    for (int depth = 0; depth < 16 && cause.getCause() != null; depth++) {
      cause = cause.getCause();
    }
    return cause instanceof UnknownHostException
        ? "unknown host"
        : Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
  }

  private static ClientConfigProfile profile() {
    try {
      return ClientConfigProfile.load();
    } catch (IOException | IllegalArgumentException e) {
      throw new DroverException(
          FailureCode.INVALID_CONFIGURATION,
          "Temporal's connection settings cannot be read: " + e.getMessage(),
          e);
    }
  }

  private static void use(EventLoopGroup eventLoop, ManagedChannelBuilder<?> builder) {
    if (builder instanceof NettyChannelBuilder netty) {
      netty.eventLoopGroup(eventLoop).channelType(NioSocketChannel.class);
    }
  }

  WorkflowClient client() {
    return client;
  }

  @Override
  public void close() {
    end(stubs, eventLoop);
  }

  private static void end(WorkflowServiceStubs stubs, EventLoopGroup eventLoop) {
    stubs.shutdownNow();
    try {
      eventLoop.shutdownGracefully(0, 100, TimeUnit.MILLISECONDS).await(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

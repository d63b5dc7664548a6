package dev.drover.starter.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import io.temporal.envconfig.ClientConfigProfile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ConnectionTest {
  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void aServerThatIsThereAndBusyIsAskedAgain() throws IOException {
    Server server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(new LateAtFirst())
            .build()
            .start();
    try (Connection connection = Connection.open(profile(server.getPort()), "test")) {
      assertThat(connection.client()).isNotNull();
      assertThat(asked).hasValue(2);
    } finally {
      server.shutdownNow();
    }
  }

  @Test
  void whoeverTakesAConnectionAndIsNoServerIsNotAskedAgain() throws IOException {
    // The kernel takes the connection; nobody ever speaks on it.
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      DroverException failure =
          catchThrowableOfType(
              DroverException.class,
              () -> Connection.open(profile(silent.getLocalPort()), "test").close());

      assertThat(failure.code()).isEqualTo(FailureCode.SERVER_UNREACHABLE);
      assertThat(failure)
          .hasMessage(
              "No Temporal server answers at 127.0.0.1:%d (no answer in time)."
                  .formatted(silent.getLocalPort()));
    }
  }

  private static ClientConfigProfile profile(int port) {
    return ClientConfigProfile.newBuilder().setAddress("127.0.0.1:" + port).build();
  }

  /** Leaves the first question unanswered, as a server does that gets no CPU. */
  private final class LateAtFirst extends WorkflowServiceGrpc.WorkflowServiceImplBase {
    @Override
    public void getSystemInfo(
        GetSystemInfoRequest request, StreamObserver<GetSystemInfoResponse> answer) {
      if (asked.incrementAndGet() > 1) {
        answer.onNext(
            GetSystemInfoResponse.newBuilder()
                .setCapabilities(GetSystemInfoResponse.Capabilities.getDefaultInstance())
                .build());
        answer.onCompleted();
      }
    }
  }
}

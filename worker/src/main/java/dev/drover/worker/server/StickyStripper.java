package dev.drover.worker.server;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCall.Listener;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;

/**
 * Keeps the embedded server from remembering sticky queues. It has no schedule-to-start timeout for
 * them (temporal-test-server 1.38.0), so the next task of a workflow whose worker is gone would
 * wait for that worker for ever.
 */
final class StickyStripper implements ServerInterceptor {
  @Override
  public <Q, R> Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
      @Override
      public void onMessage(Q message) {
        super.onMessage(strip(message));
      }
    };
  }

  // The cast is safe: a message is only ever replaced by one of its own type.
  @SuppressWarnings("unchecked")
  static <Q> Q strip(Q message) {
    if (message instanceof RespondWorkflowTaskCompletedRequest request
        && request.hasStickyAttributes()) {
      return (Q) request.toBuilder().clearStickyAttributes().build();
    }
    return message;
  }
}

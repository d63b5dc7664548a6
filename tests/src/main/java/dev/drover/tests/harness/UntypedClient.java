package dev.drover.tests.harness;

import static java.util.Objects.requireNonNull;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.util.Map;

/** A client that has none of drover's classes: names, ids and JSON are all it knows. */
public final class UntypedClient implements AutoCloseable {
  private final WorkflowServiceStubs stubs;

  private UntypedClient(WorkflowServiceStubs stubs) {
    this.stubs = requireNonNull(stubs, "stubs is null");
  }

  /** Connects to a server. */
  public static UntypedClient of(String address) {
    return new UntypedClient(
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address).build()));
  }

  /**
   * Starts a move of a domain from one host to another, all three by their UUIDs.
   *
   * @param options the request's options, which may be unknown to drover
   */
  public WorkflowStub migrate(
      String domain, String source, String destination, Map<String, Object> options) {
    WorkflowStub stub =
        WorkflowClient.newInstance(stubs)
            .newUntypedWorkflowStub(
                "Migrate",
                WorkflowOptions.newBuilder()
                    .setWorkflowId("domain/" + domain)
                    .setTaskQueue("drover")
                    .build());
    stub.start(
        Map.of("domain", domain, "source", source, "destination", destination, "options", options));
    return stub;
  }

  @Override
  public void close() {
    stubs.shutdownNow();
  }
}

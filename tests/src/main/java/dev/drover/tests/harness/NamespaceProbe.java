package dev.drover.tests.harness;

import static java.util.Objects.requireNonNull;

import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks a server for the namespace that everybody works in: it takes connections before it serves.
 */
final class NamespaceProbe implements AutoCloseable {
  private static final String NAMESPACE = "default";
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final WorkflowServiceStubs stubs;

  private NamespaceProbe(WorkflowServiceStubs stubs) {
    this.stubs = requireNonNull(stubs, "stubs is null");
  }

  /** Makes a probe; nobody is asked yet. */
  static NamespaceProbe of(String address) {
    return new NamespaceProbe(
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address).build()));
  }

  /** Returns why the namespace is not served, within five seconds; empty if it is. */
  Optional<String> trouble() {
    try {
      stubs
          .blockingStub()
          .withDeadlineAfter(PATIENCE)
          .describeNamespace(DescribeNamespaceRequest.newBuilder().setNamespace(NAMESPACE).build());
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    stubs.shutdownNow();
  }
}

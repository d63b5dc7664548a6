package dev.drover.worker.doctor;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.workflows.SearchKeys;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.common.SearchAttributeKey;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The Temporal server: whether it answers, and whether it has what drover needs. */
final class ServerChecks {
  private static final long SECONDS = 3;
  private static final String SERVER = "temporal";
  private static final String NAMESPACE = "namespace";
  private static final String SEARCH = "search attributes";

  private final WorkflowServiceStubs stubs;
  private final String target;
  private final String namespace;

  ServerChecks(WorkflowServiceStubs stubs, String target, String namespace) {
    this.stubs = requireNonNull(stubs, "stubs is null");
    this.target = requireNonNull(target, "target is null");
    this.namespace = requireNonNull(namespace, "namespace is null");
  }

  /** Returns what was found; if the last one has failed, nothing more can be asked. */
  List<Finding> run() {
    List<Finding> findings = new ArrayList<>();
    findings.add(server());
    if (findings.get(0).status() != Finding.Status.FAILED) {
      findings.add(namespace());
      findings.add(searchAttributes());
    }
    return findings;
  }

  private Finding server() {
    long began = System.nanoTime();
    String version;
    try {
      version =
          stubs
              .blockingStub()
              .withDeadlineAfter(SECONDS, TimeUnit.SECONDS)
              .getSystemInfo(GetSystemInfoRequest.getDefaultInstance())
              .getServerVersion();
    } catch (StatusRuntimeException e) {
      return Finding.failed(
          SERVER,
          new DroverException(
              FailureCode.SERVER_UNREACHABLE,
              "No Temporal server answers at " + target + " (" + reason(e) + ").",
              e));
    }
    long millis = (System.nanoTime() - began) / 1_000_000;
    if (version.isEmpty()) {
      return Finding.warning(
          SERVER,
          "The embedded server answers at " + target + " in " + millis + " ms.",
          "It forgets every job when it ends: a fleet needs a real Temporal server.");
    }
    return Finding.ok(
        SERVER, "Temporal " + version + " answers at " + target + " in " + millis + " ms.");
  }

  private static String reason(StatusRuntimeException failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    for (int depth = 0; depth < 16 && cause.getCause() != null; depth++) {
      cause = cause.getCause();
    }
    // Netty says which system call it was.
    return String.valueOf(cause.getMessage()).replaceFirst("^\\w+\\(\\.\\.\\) failed: ", "");
  }

  private Finding namespace() {
    try {
      stubs
          .blockingStub()
          .withDeadlineAfter(SECONDS, TimeUnit.SECONDS)
          .describeNamespace(DescribeNamespaceRequest.newBuilder().setNamespace(namespace).build());
      return Finding.ok(NAMESPACE, "The server has namespace " + namespace + ".");
    } catch (StatusRuntimeException e) {
      return switch (e.getStatus().getCode()) {
        case NOT_FOUND ->
            Finding.failed(
                NAMESPACE,
                "The server has no namespace " + namespace + ".",
                "Make it as deploy/namespace.sh does, or set TEMPORAL_NAMESPACE.");
        case UNIMPLEMENTED -> Finding.ok(NAMESPACE, "The server takes every namespace.");
        default ->
            Finding.warning(
                NAMESPACE,
                "The server says nothing of namespace " + namespace + ": " + reason(e) + ".",
                "Check that this client may use it.");
      };
    }
  }

  private Finding searchAttributes() {
    Map<String, IndexedValueType> present;
    try {
      present =
          OperatorServiceGrpc.newBlockingStub(stubs.getRawChannel())
              .withDeadlineAfter(SECONDS, TimeUnit.SECONDS)
              .listSearchAttributes(
                  ListSearchAttributesRequest.newBuilder().setNamespace(namespace).build())
              .getCustomAttributesMap();
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode() == Status.Code.UNIMPLEMENTED
          ? Finding.ok(SEARCH, "The server is drover's own and has what it needs.")
          : Finding.warning(
              SEARCH,
              "The server does not say which search attributes it has: " + reason(e) + ".",
              "If jobs are refused, add them as deploy/namespace.sh does.");
    }
    List<String> wrong =
        SearchKeys.ALL.stream()
            .filter(key -> present.get(key.getName()) != key.getValueType())
            .map(SearchAttributeKey::getName)
            .toList();
    return wrong.isEmpty()
        ? Finding.ok(SEARCH, "The server has all " + SearchKeys.ALL.size() + " of them.")
        : Finding.failed(
            SEARCH,
            "The server lacks, or has with another type, " + String.join(", ", wrong) + ".",
            "Add them as deploy/namespace.sh does: without them the server refuses every job.");
  }
}

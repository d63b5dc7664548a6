package dev.drover.tests.harness;

import com.google.protobuf.Timestamp;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.util.List;

/** What Temporal recorded of a workflow's newest run. */
public final class History {
  private final WorkflowExecutionHistory recorded;

  private History(WorkflowExecutionHistory recorded) {
    this.recorded = recorded;
  }

  /** Fetches the history of the newest run under an id. */
  public static History of(String address, String workflowId) {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address).build());
    try {
      return of(
          WorkflowClient.newInstance(stubs, WorkflowClientOptions.getDefaultInstance()),
          workflowId);
    } finally {
      stubs.shutdownNow();
    }
  }

  /** Fetches the history of the newest run under an id through a client that is there already. */
  static History of(WorkflowClient client, String workflowId) {
    return new History(client.fetchHistory(workflowId));
  }

  /** Returns the events in order. */
  public List<HistoryEvent> events() {
    return recorded.getEvents();
  }

  /** Returns the history as JSON, as replay tests read it. */
  public String toJson() {
    return recorded.toJson(true);
  }

  /** Returns how many events carry a time inside the span, in microseconds since 1970. */
  public long eventsBetween(long from, long until) {
    return events().stream()
        .map(event -> micros(event.getEventTime()))
        .filter(time -> time > from && time < until)
        .count();
  }

  private static long micros(Timestamp time) {
    return time.getSeconds() * 1_000_000 + time.getNanos() / 1000;
  }
}

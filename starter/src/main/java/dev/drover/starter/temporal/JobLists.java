package dev.drover.starter.temporal;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.Timestamps;
import dev.drover.starter.job.JobKey;
import dev.drover.starter.job.Listed;
import dev.drover.workflows.CleanupWorkflow;
import dev.drover.workflows.MigrationWorkflow;
import dev.drover.workflows.SearchKeys;
import dev.drover.workflows.WorkflowIds;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.filter.v1.WorkflowExecutionFilter;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.ListClosedWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListOpenWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.client.WorkflowClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The server's lists of jobs. A real server takes queries; the embedded one knows none of them and
 * has only its two older lists, without search attributes and without the time of an end.
 */
final class JobLists {
  private static final int PAGE = 100;

  /** More moves at once than a screen, or a person, can take in. */
  private static final int MOST = 1000;

  /** What may stand between quotes as it is; no domain needs a name with other characters. */
  private static final Pattern QUOTABLE = Pattern.compile("[^'\"\\\\\\p{Cntrl}]{1,255}");

  private final WorkflowClient client;
  private final Decoder decoder;
  private volatile boolean takesQueries = true;

  JobLists(WorkflowClient client, Decoder decoder) {
    this.client = requireNonNull(client, "client is null");
    this.decoder = requireNonNull(decoder, "decoder is null");
  }

  /** Returns the newest jobs of a domain, in no order. */
  List<Listed> ofDomain(String domain, int limit) {
    String id = WorkflowIds.domain(domain);
    if (takesQueries) {
      try {
        // A job that another client has started may lack the attribute; a clean-up has another id.
        return query(
            "WorkflowId = '%s' OR %s = '%s'".formatted(id, SearchKeys.DOMAIN.getName(), domain),
            limit);
      } catch (StatusRuntimeException failure) {
        embeddedOr(failure);
      }
    }
    WorkflowExecutionFilter filter = WorkflowExecutionFilter.newBuilder().setWorkflowId(id).build();
    List<WorkflowExecutionInfo> infos = new ArrayList<>(open(filter));
    infos.addAll(closed(filter));
    List<Listed> own = listed(infos.stream());
    List<Listed> all = new ArrayList<>(own);
    own.forEach(job -> all.addAll(cleanupAfter(job)));
    return all;
  }

  private List<Listed> cleanupAfter(Listed job) {
    WorkflowExecutionFilter filter =
        WorkflowExecutionFilter.newBuilder()
            .setWorkflowId(WorkflowIds.cleanup(job.key().runId()))
            .build();
    return listed(Stream.concat(open(filter).stream(), closed(filter).stream()));
  }

  /** Returns the UUIDs of the domains that had a name; none on a server without queries. */
  List<String> domainsNamed(String name) {
    if (!takesQueries || !QUOTABLE.matcher(name).matches()) {
      return List.of();
    }
    try {
      return infos("%s = '%s'".formatted(SearchKeys.NAME.getName(), name), PAGE).stream()
          .map(
              info ->
                  info.getSearchAttributes().getIndexedFieldsMap().get(SearchKeys.DOMAIN.getName()))
          .flatMap(Stream::ofNullable)
          .flatMap(uuid -> decoder.value(uuid, String.class).stream())
          .distinct()
          .toList();
    } catch (StatusRuntimeException failure) {
      embeddedOr(failure);
      return List.of();
    }
  }

  /** Returns the jobs with a run id: one or none. */
  List<Listed> ofRun(String runId) {
    if (takesQueries) {
      try {
        return query("RunId = '%s'".formatted(runId), 1);
      } catch (StatusRuntimeException failure) {
        embeddedOr(failure);
      }
    }
    WorkflowExecutionFilter all = WorkflowExecutionFilter.getDefaultInstance();
    return listed(
        Stream.concat(open(all).stream(), closed(all).stream())
            .filter(info -> info.getExecution().getRunId().equals(runId)));
  }

  /** Returns the migrations that run, and those that ended lately as far as the lists tell. */
  List<Listed> moves(long endedSinceEpochMillis) {
    if (takesQueries) {
      try {
        return query(
            "WorkflowType = '%s' AND (ExecutionStatus = 'Running' OR CloseTime >= '%s')"
                .formatted(MigrationWorkflow.TYPE, Instant.ofEpochMilli(endedSinceEpochMillis)),
            MOST);
      } catch (StatusRuntimeException failure) {
        embeddedOr(failure);
      }
    }
    WorkflowExecutionFilter all = WorkflowExecutionFilter.getDefaultInstance();
    // What started lately and is over has ended lately; of the others nothing is known.
    Stream<WorkflowExecutionInfo> ended =
        closed(all).stream()
            .filter(info -> Timestamps.toMillis(info.getStartTime()) >= endedSinceEpochMillis);
    return listed(
        Stream.concat(open(all).stream(), ended)
            .filter(info -> info.getType().getName().equals(MigrationWorkflow.TYPE)));
  }

  /** Returns the clean-ups that still run. */
  List<Listed> cleanups() {
    if (takesQueries) {
      try {
        return query(
            "WorkflowType = '%s' AND ExecutionStatus = 'Running'".formatted(CleanupWorkflow.TYPE),
            MOST);
      } catch (StatusRuntimeException failure) {
        embeddedOr(failure);
      }
    }
    return listed(
        open(WorkflowExecutionFilter.getDefaultInstance()).stream()
            .filter(info -> info.getType().getName().equals(CleanupWorkflow.TYPE)));
  }

  private void embeddedOr(StatusRuntimeException failure) {
    if (failure.getStatus().getCode() != Status.Code.UNIMPLEMENTED) {
      throw failure;
    }
    takesQueries = false;
  }

  private List<Listed> query(String query, int limit) {
    return listed(infos(query, limit).stream());
  }

  private List<WorkflowExecutionInfo> infos(String query, int limit) {
    List<WorkflowExecutionInfo> found = new ArrayList<>();
    ByteString next = ByteString.EMPTY;
    do {
      ListWorkflowExecutionsResponse page =
          stub()
              .listWorkflowExecutions(
                  ListWorkflowExecutionsRequest.newBuilder()
                      .setNamespace(namespace())
                      .setPageSize(Math.min(limit, PAGE))
                      .setNextPageToken(next)
                      .setQuery(query)
                      .build());
      found.addAll(page.getExecutionsList());
      next = page.getNextPageToken();
    } while (!next.isEmpty() && found.size() < limit);
    return found.subList(0, Math.min(limit, found.size()));
  }

  private List<WorkflowExecutionInfo> open(WorkflowExecutionFilter filter) {
    return stub()
        .listOpenWorkflowExecutions(
            ListOpenWorkflowExecutionsRequest.newBuilder()
                .setNamespace(namespace())
                .setExecutionFilter(filter)
                .build())
        .getExecutionsList();
  }

  private List<WorkflowExecutionInfo> closed(WorkflowExecutionFilter filter) {
    return stub()
        .listClosedWorkflowExecutions(
            ListClosedWorkflowExecutionsRequest.newBuilder()
                .setNamespace(namespace())
                .setExecutionFilter(filter)
                .build())
        .getExecutionsList();
  }

  private static List<Listed> listed(Stream<WorkflowExecutionInfo> infos) {
    return infos
        .map(
            info ->
                new Listed(
                    new JobKey(info.getExecution().getWorkflowId(), info.getExecution().getRunId()),
                    Timestamps.toMillis(info.getStartTime()),
                    info.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING))
        .toList();
  }

  private WorkflowServiceBlockingStub stub() {
    return client.getWorkflowServiceStubs().blockingStub();
  }

  private String namespace() {
    return client.getOptions().getNamespace();
  }
}

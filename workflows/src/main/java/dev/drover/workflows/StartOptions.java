package dev.drover.workflows;

import dev.drover.protocol.Phase;
import dev.drover.protocol.message.DomainJobRequest;
import dev.drover.protocol.message.MigrationRequest;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.SearchAttributes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** With which options drover's own clients start its workflows. */
public final class StartOptions {
  // A read that nobody picks up must not stay for ever; hosts themselves are given 4 seconds.
  private static final Duration READ_LIMIT = Duration.ofSeconds(30);

  private StartOptions() {}

  /**
   * Returns the options for a migration. The start fails with {@code
   * WorkflowExecutionAlreadyStarted} while another job holds the domain.
   *
   * @param domainName for the summary that the Temporal UI shows
   */
  public static WorkflowOptions migrate(MigrationRequest request, String domainName) {
    return domainJob(request.domain())
        .setTypedSearchAttributes(
            SearchAttributes.newBuilder()
                .set(SearchKeys.DOMAIN, request.domain())
                .set(SearchKeys.SOURCE, request.source())
                .set(SearchKeys.DESTINATION, request.destination())
                .set(SearchKeys.PHASE, Phase.NONE.wireName())
                .build())
        .setStaticSummary(
            "move %s/%s from %s to %s"
                .formatted(
                    domainName,
                    request.domain(),
                    named(request.sourceName(), request.source()),
                    named(request.destinationName(), request.destination())))
        .build();
  }

  /**
   * Returns the options for a small job. The start fails with {@code
   * WorkflowExecutionAlreadyStarted} while another job holds the domain.
   *
   * @param workflowType for the summary that the Temporal UI shows
   */
  public static WorkflowOptions domainJob(String workflowType, DomainJobRequest request) {
    return domainJob(request.domain())
        .setTypedSearchAttributes(
            SearchAttributes.newBuilder().set(SearchKeys.DOMAIN, request.domain()).build())
        .setStaticSummary(
            "%s %s on %s"
                .formatted(
                    workflowType, request.domain(), named(request.hostName(), request.host())))
        .build();
  }

  /** Returns the options for a read. */
  public static WorkflowOptions read() {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(WorkflowIds.read())
        .setTaskQueue(TaskQueues.WORKFLOWS)
        .setWorkflowExecutionTimeout(READ_LIMIT)
        .build();
  }

  /** Returns the options for the fleet: an announcement finds the one that runs, or starts it. */
  public static WorkflowOptions fleet() {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(WorkflowIds.FLEET)
        .setTaskQueue(TaskQueues.WORKFLOWS)
        .setWorkflowIdConflictPolicy(
            WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
        .setStaticSummary("the hosts that have announced themselves")
        .build();
  }

  private static WorkflowOptions.Builder domainJob(String domain) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(WorkflowIds.domain(domain))
        .setTaskQueue(TaskQueues.WORKFLOWS)
        .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL);
  }

  private static String named(@Nullable String name, String uuid) {
    return name == null ? uuid : name;
  }
}

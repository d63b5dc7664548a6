package dev.drover.workflows;

import dev.drover.protocol.message.Debt;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/**
 * Makes the calls that a migration had to leave open, for as long as it takes: a dead host holds no
 * domain's mutex. Started by the migration under {@link WorkflowIds#cleanup}. Its calls carry the
 * migration's id, so that a later job of the same domain is none of their business.
 */
@WorkflowInterface
public interface CleanupWorkflow {
  /** The workflow type, for clients without this class. */
  String TYPE = "Cleanup";

  /** Makes the calls in their order, each until it is answered. */
  @WorkflowMethod(name = TYPE)
  void cleanUp(CleanupRequest request);

  /** Returns what is owed at this moment; null once nothing is. */
  @QueryMethod(name = "debt", description = "The call that is owed, and to whom")
  @Nullable Debt debt();
}

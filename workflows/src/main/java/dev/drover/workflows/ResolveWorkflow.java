package dev.drover.workflows;

import dev.drover.protocol.message.ResolveRequest;
import dev.drover.protocol.message.ResolveResult;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Brings a person's statement to a host whose record of a move is open although the move's workflow
 * is gone. A small job under {@link WorkflowIds#domain}; while the workflow runs, its update {@code
 * resolve} is the way.
 */
@WorkflowInterface
public interface ResolveWorkflow {
  /** The workflow type, for clients without this class. */
  String TYPE = "Resolve";

  /** Runs the job to its end. */
  @WorkflowMethod(name = TYPE)
  ResolveResult resolve(ResolveRequest request);
}

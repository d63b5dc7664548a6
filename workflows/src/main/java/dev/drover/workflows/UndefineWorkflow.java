package dev.drover.workflows;

import dev.drover.protocol.message.DomainJobRequest;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Forgets a domain's definition. A small job under {@link WorkflowIds#domain}. */
@WorkflowInterface
public interface UndefineWorkflow {
  /** The workflow type, for clients without this class. */
  String TYPE = "Undefine";

  /** Runs the job to its end. */
  @WorkflowMethod(name = TYPE)
  void undefine(DomainJobRequest request);
}

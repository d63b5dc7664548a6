package dev.drover.workflows;

import dev.drover.protocol.message.DomainInfo;
import dev.drover.protocol.message.DomainJobRequest;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Boots a defined domain. A small job under {@link WorkflowIds#domain}. */
@WorkflowInterface
public interface StartWorkflow {
  /** The workflow type, for clients without this class. */
  String TYPE = "Start";

  /** Runs the job to its end. */
  @WorkflowMethod(name = TYPE)
  DomainInfo start(DomainJobRequest request);
}

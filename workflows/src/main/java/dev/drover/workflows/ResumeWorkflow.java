package dev.drover.workflows;

import dev.drover.protocol.message.DomainInfo;
import dev.drover.protocol.message.DomainJobRequest;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Lets a paused domain run. A small job under {@link WorkflowIds#domain}. */
@WorkflowInterface
public interface ResumeWorkflow {
  /** The workflow type, for clients without this class. */
  String TYPE = "Resume";

  /** Runs the job to its end. */
  @WorkflowMethod(name = TYPE)
  DomainInfo resume(DomainJobRequest request);
}

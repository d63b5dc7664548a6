package dev.drover.workflows;

import dev.drover.protocol.message.DomainInfo;
import dev.drover.protocol.message.DomainJobRequest;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Stops a running domain's CPUs. A small job under {@link WorkflowIds#domain}. */
@WorkflowInterface
public interface SuspendWorkflow {
  /** The workflow type, for clients without this class. */
  String TYPE = "Suspend";

  /** Runs the job to its end. */
  @WorkflowMethod(name = TYPE)
  DomainInfo suspend(DomainJobRequest request);
}

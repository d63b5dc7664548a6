package dev.drover.workflows;

import dev.drover.protocol.message.DomainInfo;
import dev.drover.protocol.message.DomainJobRequest;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Ends a domain's QEMU without asking the guest. A small job under {@link WorkflowIds#domain}. */
@WorkflowInterface
public interface DestroyWorkflow {
  /** The workflow type, for clients without this class. */
  String TYPE = "Destroy";

  /** Runs the job to its end. */
  @WorkflowMethod(name = TYPE)
  DomainInfo destroy(DomainJobRequest request);
}

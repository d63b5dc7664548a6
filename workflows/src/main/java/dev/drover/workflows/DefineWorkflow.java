package dev.drover.workflows;

import dev.drover.protocol.message.DomainInfo;
import dev.drover.protocol.message.DomainJobRequest;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Keeps a definition on a host. A small job under {@link WorkflowIds#domain}. */
@WorkflowInterface
public interface DefineWorkflow {
  /** The workflow type, for clients without this class. */
  String TYPE = "Define";

  /** Runs the job to its end. */
  @WorkflowMethod(name = TYPE)
  DomainInfo define(DomainJobRequest request);
}

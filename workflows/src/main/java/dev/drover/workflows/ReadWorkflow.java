package dev.drover.workflows;

import dev.drover.protocol.message.ReadRequest;
import dev.drover.protocol.message.ReadResult;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Asks hosts for something that changes nothing. Started under {@link WorkflowIds#read}, so that it
 * never waits for a job. A host whose worker does not answer within about 3 seconds is reported as
 * such and spoils nothing else.
 */
@WorkflowInterface
public interface ReadWorkflow {
  /** The workflow type, for clients without this class. */
  String TYPE = "Read";

  /** Asks all hosts at once and returns their answers in the order of the request. */
  @WorkflowMethod(name = TYPE)
  ReadResult read(ReadRequest request);
}

package dev.drover.workflows;

import dev.drover.protocol.message.SweepReport;
import dev.drover.protocol.message.SweepRequest;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Removes what is left over on one host. Started under {@link WorkflowIds#sweep}, one at a time for
 * each host: who asks while one runs is given its result. Looking without removing is a {@link
 * ReadWorkflow}, which never waits for this; removing is a workflow of its own, so that the server
 * remembers who had what removed.
 *
 * <p>The id is there for people, and nothing depends on it: the host looks again under each
 * domain's own lock before it removes anything, and removing twice is removing once. So this needs
 * no domain's mutex, and a host that is swept by two at once, or by an activity that is executed
 * twice, ends up the same.
 */
@WorkflowInterface
public interface SweepWorkflow {
  /** The workflow type, for clients without this class. */
  String TYPE = "Sweep";

  /** Sweeps the host, and returns what was found and what became of it. */
  @WorkflowMethod(name = TYPE)
  SweepReport sweep(SweepRequest request);
}

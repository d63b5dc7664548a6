package dev.drover.workflows;

import dev.drover.protocol.message.MigrationJob;
import dev.drover.protocol.message.MigrationRequest;
import dev.drover.protocol.message.MigrationResult;
import dev.drover.protocol.message.ResolveResult;
import dev.drover.protocol.message.Statement;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Moves a running domain from one host to another. Started under {@link WorkflowIds#domain}; its
 * run id is the migration's id. It fails with an {@code ApplicationFailure} whose type is a {@code
 * FailureCode}; {@link Failures#toDrover} reads it.
 */
@WorkflowInterface
public interface MigrationWorkflow {
  /** The workflow type, for clients without this class. */
  String TYPE = "Migrate";

  /** Runs the migration to its end. */
  @WorkflowMethod(name = TYPE)
  MigrationResult migrate(MigrationRequest request);

  /** Returns the job as far as the hosts' answers tell. */
  @QueryMethod(name = "job", description = "Step, phases of both sides, reasons, result")
  MigrationJob job();

  /**
   * Asks to give the migration up. The guest then stays on the source and the workflow ends with
   * OPERATION_ABORTED. Refused with POINT_OF_NO_RETURN once the guest may be handed over, and with
   * NOT_MIGRATING when the workflow is at its end.
   *
   * @param requestedBy who asks, for the records
   * @return {@code accepted}
   */
  @UpdateMethod(name = "abort", description = "Give the migration up; the guest stays")
  String abort(String requestedBy);

  /**
   * Takes a person's statement where nobody can say where the guest is. The host that acts on it
   * checks it again.
   *
   * @return what the host has made of it
   */
  @UpdateMethod(name = "resolve", description = "State what you know of a host that is silent")
  ResolveResult resolve(Statement statement);

  /** Refuses a statement that cannot apply, with STATEMENT_REFUSED or INVALID_ARGUMENT. */
  @UpdateValidatorMethod(updateName = "resolve")
  void mayResolve(Statement statement);

  /** Refuses an abort before it is written to the history, where the workflow's state decides. */
  @UpdateValidatorMethod(updateName = "abort")
  void mayAbort(String requestedBy);
}

package dev.drover.workflows.coordinator;

import dev.drover.protocol.decision.Call;
import dev.drover.protocol.decision.Decision;
import dev.drover.protocol.decision.Outcome;
import dev.drover.protocol.decision.Row;
import dev.drover.protocol.decision.Then;
import dev.drover.workflows.CleanupRequest;
import dev.drover.workflows.CleanupWorkflow;
import dev.drover.workflows.Failures;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** Pays a migration's debts, call by call. */
public final class CleanupWorkflowImpl implements CleanupWorkflow {
  @Override
  public void cleanUp(CleanupRequest request) {
    MigrationState state =
        new MigrationState(
            request.migration(), request.migrationId(), Workflow.currentTimeMillis());
    MigrationCalls calls =
        new MigrationCalls(request.migration(), request.migrationId(), state, new Abort());
    calls.decision(request.cookie());
    for (Call call : request.calls()) {
      if (!isPaid(call, calls, state, request.reason())) {
        return;
      }
    }
  }

  /** Returns whether the calls after this one may be made. */
  private static boolean isPaid(
      Call call, MigrationCalls calls, MigrationState state, String reason) {
    for (int repeats = 0; ; repeats++) {
      Patience patience = new Patience(repeats, Duration.ZERO);
      Reply reply = calls.make(call, patience, reason);
      if (reply.error() != null) {
        state.note(reply.error().getMessage());
      }
      if (reply.outcome() == Outcome.DONE) {
        return true;
      }
      Row row = Decision.after(call, reply.outcome());
      if (row.then() == Then.CONTINUE) {
        return true;
      }
      if (row.then() == Then.NEXT && reply.error() != null) {
        // The hosts say otherwise than the migration has ended: nothing more is called, and a
        // person finds the contradiction as this workflow's failure.
        throw Failures.toApplicationFailure(reply.error());
      }
      if (!reply.silent()) {
        Workflow.sleep(patience.pause());
      }
    }
  }
}

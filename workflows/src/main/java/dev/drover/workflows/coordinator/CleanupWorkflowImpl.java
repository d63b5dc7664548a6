package dev.drover.workflows.coordinator;

import dev.drover.protocol.decision.Call;
import dev.drover.protocol.decision.Decision;
import dev.drover.protocol.decision.Outcome;
import dev.drover.protocol.decision.Row;
import dev.drover.protocol.decision.Then;
import dev.drover.protocol.message.Debt;
import dev.drover.workflows.CleanupRequest;
import dev.drover.workflows.CleanupWorkflow;
import dev.drover.workflows.Failures;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Pays a migration's debts, call by call. */
public final class CleanupWorkflowImpl implements CleanupWorkflow {
  private @Nullable CleanupDetails details;

  @Override
  public @Nullable Debt debt() {
    return details == null ? null : details.debt();
  }

  @Override
  public void cleanUp(CleanupRequest request) {
    MigrationState state =
        new MigrationState(
            request.migration(), request.migrationId(), Workflow.currentTimeMillis());
    MigrationCalls calls =
        new MigrationCalls(request.migration(), request.migrationId(), state, new Abort());
    calls.decision(request.cookie());
    CleanupDetails page = new CleanupDetails(request, state);
    details = page;
    for (Call call : request.calls()) {
      page.begin(call);
      pay(call, calls, page, request);
    }
    page.end();
  }

  /** Makes a call until the calls after it may be made. */
  private static void pay(
      Call call, MigrationCalls calls, CleanupDetails details, CleanupRequest request) {
    for (int repeats = 0; ; repeats++) {
      Patience patience = new Patience(repeats, Duration.ZERO);
      Reply reply = calls.make(call, patience, request.reason(), request.failure());
      if (reply.error() != null) {
        details.failed(reply.error());
      }
      if (reply.outcome() == Outcome.DONE) {
        return;
      }
      Row row = Decision.after(call, reply.outcome());
      if (row.then() == Then.CONTINUE) {
        return;
      }
      if (row.then() == Then.NEXT && reply.error() != null) {
        // The hosts say otherwise than the migration has ended: nothing more is called, and a
        // person finds the contradiction as this workflow's failure.
        throw Failures.toApplicationFailure(reply.error());
      }
      if (!reply.silent()) {
        Pause.of(patience.pause(), details.sentence(call));
      }
    }
  }
}

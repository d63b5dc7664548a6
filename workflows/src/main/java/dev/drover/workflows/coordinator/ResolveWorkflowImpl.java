package dev.drover.workflows.coordinator;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.message.MigrationRequest;
import dev.drover.protocol.message.ResolveRequest;
import dev.drover.protocol.message.ResolveResult;
import dev.drover.workflows.Failures;
import dev.drover.workflows.ResolveWorkflow;
import dev.drover.workflows.ui.Markdown;
import io.temporal.workflow.Workflow;
import java.util.Optional;

/** Takes a person's statement on a move without a workflow. */
public final class ResolveWorkflowImpl implements ResolveWorkflow {
  @Override
  public ResolveResult resolve(ResolveRequest request) {
    Optional<DroverException> mistake =
        RequestCheck.resolve(request, Workflow.getInfo().getWorkflowId());
    if (mistake.isPresent()) {
      throw Failures.toApplicationFailure(mistake.get());
    }
    MigrationState state =
        new MigrationState(
            new MigrationRequest(
                request.domain(),
                request.source(),
                request.destination(),
                null,
                request.statement().by(),
                request.sourceName(),
                request.destinationName()),
            request.migrationId(),
            Workflow.currentTimeMillis());
    show(request, "is brought to the host");
    try {
      ResolveResult answer =
          Resolution.of(new Hosts(state), state, request.migrationId(), request.domain())
              .resolve(request.statement());
      show(request, answer.sentence());
      return answer;
    } catch (DroverException refused) {
      show(request, refused.code() + ": " + refused.getMessage());
      throw Failures.toApplicationFailure(refused);
    }
  }

  private static void show(ResolveRequest request, String outcome) {
    Workflow.setCurrentDetails(
        new Markdown()
            .paragraph("**" + Markdown.plain(request.statement().sentence()) + "**")
            .paragraph(Markdown.plain(outcome))
            .page());
  }
}

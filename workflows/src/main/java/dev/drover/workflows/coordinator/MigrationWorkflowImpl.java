package dev.drover.workflows.coordinator;

import dev.drover.protocol.Side;
import dev.drover.protocol.decision.Call;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.MigrationJob;
import dev.drover.protocol.message.MigrationRequest;
import dev.drover.protocol.message.MigrationResult;
import dev.drover.protocol.message.ResolveResult;
import dev.drover.protocol.message.Statement;
import dev.drover.workflows.CleanupRequest;
import dev.drover.workflows.CleanupWorkflow;
import dev.drover.workflows.Failures;
import dev.drover.workflows.MigrationWorkflow;
import dev.drover.workflows.WorkflowIds;
import dev.drover.workflows.ui.Summary;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;
import io.temporal.workflow.WorkflowInit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The migration as a workflow: messages from people on one side, the {@link MigrationRun} on the
 * other.
 */
public final class MigrationWorkflowImpl implements MigrationWorkflow {
  private static final String ACCEPTED = "accepted";

  private final MigrationRequest request;
  private final String migrationId;
  private final Optional<DroverException> mistake;
  private final MigrationState state;
  private final MigrationCalls calls;
  private final MigrationRun run;
  private final Abort abort = new Abort();

  /** Messages may come before the workflow's own method runs, so everything is made here. */
  @WorkflowInit
  public MigrationWorkflowImpl(@Nullable MigrationRequest input) {
    WorkflowInfo info = Workflow.getInfo();
    mistake = RequestCheck.migration(input, info.getWorkflowId());
    request = input == null ? new MigrationRequest("", "", "", null, null) : input;
    // The first run's id: a reset must find the records that the hosts have already.
    migrationId = info.getOriginalExecutionRunId();
    state = new MigrationState(request, migrationId, info.getRunStartedTimestampMillis());
    calls = new MigrationCalls(request, migrationId, state, abort);
    run = new MigrationRun(state, calls, abort, this::owe);
  }

  @Override
  public MigrationResult migrate(MigrationRequest sameAsInput) {
    if (mistake.isPresent()) {
      state.fail(mistake.get());
      throw Failures.toApplicationFailure(mistake.get());
    }
    // A cancellation from Temporal must not cut off a call: it is a person's abort, no more.
    CancellationScope.current()
        .getCancellationRequest()
        .thenApply(
            reason -> {
              cancelled();
              return reason;
            });
    Workflow.newDetachedCancellationScope(this::move).run();
    return Optional.ofNullable(state.job().result())
        .orElseThrow(() -> new IllegalStateException("the migration ended without a result"));
  }

  private void move() {
    Optional<DroverException> error = run.run();
    if (error.isPresent()) {
      state.fail(error.get());
    } else {
      state.succeed(
          new MigrationResult(
              migrationId,
              request.domain(),
              state.nameOrUuid(),
              request.destination(),
              calls.statistics()));
    }
    Workflow.await(Workflow::isEveryHandlerFinished);
    if (error.isPresent()) {
      throw Failures.toApplicationFailure(error.get());
    }
  }

  private String owe(List<Call> owed, String reason, @Nullable FailureCode failure) {
    String id = WorkflowIds.cleanup(migrationId);
    CleanupWorkflow cleanup =
        Workflow.newChildWorkflowStub(
            CleanupWorkflow.class,
            ChildWorkflowOptions.newBuilder()
                .setWorkflowId(id)
                .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                .setTypedSearchAttributes(state.attributes().ofCleanup(state.nameOrUuid()))
                .setStaticSummary(
                    Summary.of(
                        "%s: what is left of its move %s -> %s"
                            .formatted(
                                state.nameOrUuid(),
                                state.hostName(Side.SOURCE),
                                state.hostName(Side.DESTINATION))))
                .build());
    Promise<Void> unused =
        Async.procedure(
            cleanup::cleanUp,
            new CleanupRequest(
                migrationId, request, owed, reason, failure, calls.decision(), state.name()));
    // A child that has not started when its parent closes never starts.
    Workflow.getWorkflowExecution(cleanup).get();
    return id;
  }

  private void cancelled() {
    Optional<DroverException> refusal = refusal();
    if (refusal.isPresent()) {
      state.note("A cancellation of the workflow is ignored: " + refusal.get().getMessage());
    } else {
      ask("a cancellation of the workflow");
    }
  }

  @Override
  public MigrationJob job() {
    return state.job();
  }

  @Override
  public void mayAbort(String requestedBy) {
    Optional<DroverException> refusal = refusal();
    if (refusal.isPresent()) {
      throw Failures.toValidatorFailure(refusal.get().code(), refusal.get().getMessage());
    }
  }

  @Override
  public String abort(String requestedBy) {
    ask(requestedBy);
    if (run.current().filter(call -> call == Call.PERFORM).isEmpty()) {
      // Nothing has been sent yet: the step under way is answered, then all is undone.
      return ACCEPTED;
    }
    Workflow.await(abort::answered);
    DroverException refusal = abort.refusal();
    if (refusal != null) {
      throw Failures.toApplicationFailure(refusal);
    }
    return ACCEPTED;
  }

  @Override
  public void mayResolve(@Nullable Statement statement) {
    Optional<String> mistake =
        statement == null ? Optional.of("There is no statement.") : statement.mistake();
    if (mistake.isPresent()) {
      throw Failures.toValidatorFailure(FailureCode.INVALID_ARGUMENT, mistake.get());
    }
    if (state.unknown() == null) {
      throw Failures.toValidatorFailure(
          FailureCode.STATEMENT_REFUSED,
          "Nothing is unknown of the migration of domain %s: it is in the step %s%s."
              .formatted(
                  state.nameOrUuid(),
                  state.step().name().toLowerCase(Locale.ROOT),
                  state.ended() ? ", which has ended" : ""));
    }
  }

  @Override
  public ResolveResult resolve(Statement statement) {
    try {
      return calls.watch().resolve(statement);
    } catch (DroverException refusal) {
      throw Failures.toApplicationFailure(refusal);
    }
  }

  private void ask(String requestedBy) {
    abort.ask(requestedBy);
    state.abortRequestedBy(abort.requestedBy());
    state.note("Abort requested by %s.".formatted(abort.requestedBy()));
  }

  /** Returns why an abort cannot be taken now; empty if it can. */
  private Optional<DroverException> refusal() {
    if (mistake.isPresent() || state.ended()) {
      return Optional.of(
          new DroverException(
              FailureCode.NOT_MIGRATING,
              "The migration of domain %s is over.".formatted(state.nameOrUuid())));
    }
    Optional<Call> call = run.current();
    if (call.isEmpty()) {
      return Optional.empty();
    }
    return switch (call.get()) {
      case BEGIN, PREPARE, PERFORM ->
          calls.watch().listening()
              ? Optional.of(
                  new DroverException(
                      FailureCode.POINT_OF_NO_RETURN,
                      "Nobody knows whether domain %s was handed over: there is nothing to give up."
                          .formatted(state.nameOrUuid())))
              : Optional.empty();
      case FINISH, CONFIRM ->
          Optional.of(
              new DroverException(
                  FailureCode.POINT_OF_NO_RETURN,
                  "Domain %s is being handed over: it can only arrive now."
                      .formatted(state.nameOrUuid())));
      case CANCEL, FINISH_CANCELLED, CONFIRM_CANCELLED ->
          abort.wanted()
              ? Optional.empty()
              : Optional.of(
                  new DroverException(
                      FailureCode.NOT_MIGRATING,
                      "The migration of domain %s has failed and is being undone."
                          .formatted(state.nameOrUuid())));
    };
  }
}

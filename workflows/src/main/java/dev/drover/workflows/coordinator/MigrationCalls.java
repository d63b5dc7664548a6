package dev.drover.workflows.coordinator;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.Phase;
import dev.drover.protocol.Side;
import dev.drover.protocol.decision.Call;
import dev.drover.protocol.decision.Outcome;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.AbortCall;
import dev.drover.protocol.message.BeginCall;
import dev.drover.protocol.message.BeginResult;
import dev.drover.protocol.message.CancelCall;
import dev.drover.protocol.message.CancelResult;
import dev.drover.protocol.message.ConfirmCall;
import dev.drover.protocol.message.ConfirmResult;
import dev.drover.protocol.message.Cookie;
import dev.drover.protocol.message.FinishCall;
import dev.drover.protocol.message.FinishResult;
import dev.drover.protocol.message.MigrationRequest;
import dev.drover.protocol.message.PerformCall;
import dev.drover.protocol.message.PerformResult;
import dev.drover.protocol.message.PrepareCall;
import dev.drover.protocol.message.PrepareResult;
import dev.drover.protocol.message.Statistics;
import dev.drover.workflows.HostActivities;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the calls of one migration, carries cookies from one to the next, and reads the answers.
 */
final class MigrationCalls {
  private final MigrationRequest request;
  private final String migrationId;
  private final MigrationState state;
  private final Abort abort;
  private final Hosts hosts;
  private final OutcomeWatch watch;

  private @Nullable BeginResult begun;
  private @Nullable PrepareResult prepared;
  private @Nullable PerformResult performed;
  private @Nullable Promise<ConfirmResult> confirming;
  private Cookie decision = Cookie.EMPTY;
  private @Nullable Statistics statistics;

  MigrationCalls(MigrationRequest request, String migrationId, MigrationState state, Abort abort) {
    this.request = requireNonNull(request, "request is null");
    this.migrationId = requireNonNull(migrationId, "migrationId is null");
    this.state = requireNonNull(state, "state is null");
    this.abort = requireNonNull(abort, "abort is null");
    this.hosts = new Hosts(state);
    this.watch = new OutcomeWatch(migrationId, request.domain(), state, hosts);
  }

  /** Returns the transfer's numbers; null as long as there are none. */
  @Nullable Statistics statistics() {
    return statistics;
  }

  /** Returns what is done while nobody can say where the guest is. */
  OutcomeWatch watch() {
    return watch;
  }

  /** Perform or finish was not answered: shows what the hosts know, and listens on other roads. */
  void unanswered(Call call, DroverException error) {
    boolean asking = call == Call.PERFORM && error.code() == FailureCode.OUTCOME_UNKNOWN;
    watch.unknown(error.getMessage(), asking || call == Call.FINISH, performCall());
  }

  /** Returns what the destination has written for confirm; empty before it has. */
  Cookie decision() {
    return decision;
  }

  /** Goes on with what the destination has written for confirm in another workflow. */
  void decision(Cookie cookie) {
    decision = cookie;
  }

  /**
   * Makes a call and waits until it is answered, or until nobody has answered for as long as the
   * patience allows.
   *
   * @param reason why the migration is given up; empty if it is not
   * @param failure the same as a code; null if it is not
   */
  Reply make(Call call, Patience patience, String reason, @Nullable FailureCode failure) {
    try {
      return switch (call) {
        case BEGIN -> begin(patience);
        case PREPARE -> prepare(patience);
        case PERFORM -> perform(patience);
        case FINISH -> {
          confirmAhead();
          yield finish(false, patience);
        }
        case FINISH_CANCELLED -> finish(true, patience);
        case CONFIRM -> confirm(false, patience);
        case CONFIRM_CANCELLED -> confirm(true, patience);
        case CANCEL -> cancel(patience, reason, failure);
      };
    } catch (TemporalFailure e) {
      return FailedCalls.reply(call, e, patience.given(), state);
    }
  }

  private Reply begin(Patience patience) {
    BeginCall call =
        new BeginCall(
            migrationId, request.domain(), request.destination(), request.optionsOrDefaults());
    return firstOnce(
        Call.BEGIN,
        patience,
        Hosts.ATTEMPTS,
        attempts -> {
          BeginResult answer = hosts.begin(patience, attempts).begin(call);
          begun = answer;
          state.named(answer.name());
          state.sourceSaid("perform");
        });
  }

  private Reply prepare(Patience patience) {
    BeginResult from = requireNonNull(begun, "prepare before begin");
    PrepareCall call =
        new PrepareCall(
            migrationId,
            request.domain(),
            request.source(),
            from.definition(),
            from.cookie(),
            request.optionsOrDefaults(),
            from.peerAddress());
    return firstOnce(
        Call.PREPARE,
        patience,
        Hosts.PREPARE_ATTEMPTS,
        attempts -> {
          prepared = hosts.prepare(patience, attempts).prepare(call);
          state.destinationSaid("undecided");
        });
  }

  /**
   * Makes a call with a single attempt first: if nobody takes that one, the host has certainly not
   * heard of the migration, and nothing has to be undone there.
   */
  private Reply firstOnce(Call call, Patience patience, int attempts, IntConsumer activity) {
    try {
      activity.accept(1);
    } catch (TemporalFailure failure) {
      if (FailedCalls.isNeverTaken(failure)) {
        return new Reply(
            Outcome.NEVER_TAKEN,
            FailedCalls.reply(call, failure, patience.given(), state).error(),
            true);
      }
      if (!FailedCalls.isWorthRepeating(failure)) {
        throw failure;
      }
      activity.accept(attempts);
    }
    return Reply.DONE;
  }

  private Reply perform(Patience patience) {
    if (watch.listening()) {
      // The source asks the destination itself: what perform would say is that it does not know.
      abort.overtaken(true);
      Workflow.await(watch::decidedOrDeaf);
      return watch.decided() ? heardElsewhere() : Reply.UNHEARD;
    }
    Promise<PerformResult> running =
        Async.function(hosts.perform(patience)::perform, performCall());
    while (!running.isCompleted()) {
      Workflow.await(() -> running.isCompleted() || watch.decided() || abort.undelivered());
      if (!running.isCompleted() && watch.decided()) {
        return heardElsewhere();
      }
      if (!running.isCompleted()) {
        bringAbort(running);
      }
    }
    PerformResult answer = running.get();
    performed = answer;
    statistics = answer.statistics();
    abort.overtaken(answer.permitted());
    state.sourceSaid(answer.permitted() ? "permitted" : "failed");
    if (answer.permitted()) {
      state.moveTo(Side.SOURCE, Phase.PERFORM3_DONE);
      return Reply.DONE;
    }
    FailureCode code = answer.failure() == null ? FailureCode.MIGRATION_FAILED : answer.failure();
    String sentence =
        answer.reason() == null
            ? "Host %s gave no reason.".formatted(state.hostName(Side.SOURCE))
            : answer.reason();
    return Reply.refused(new DroverException(code, sentence));
  }

  private Reply heardElsewhere() {
    PerformResult word = watch.finalWord();
    if (word != null && word.statistics() != null) {
      statistics = word.statistics();
    }
    return watch.reply();
  }

  /**
   * After a cancel that came too late without a prepare of ours, the source attaches by the
   * migration's id alone and needs no addresses.
   */
  private PerformCall performCall() {
    @Nullable PrepareResult from = prepared;
    return new PerformCall(
        migrationId,
        request.domain(),
        request.destination(),
        from == null ? Cookie.EMPTY : from.cookie(),
        from == null ? "" : from.dataUri(),
        from == null ? "" : from.peerAddress(),
        request.optionsOrDefaults());
  }

  private void bringAbort(Promise<PerformResult> running) {
    String who = requireNonNull(abort.requestedBy(), "nobody asked for the abort");
    try {
      hosts.abort(who).abort(new AbortCall(migrationId, request.domain(), who));
      abort.delivered();
      state.note("The source has taken the abort of %s.".formatted(who));
    } catch (TemporalFailure failure) {
      DroverException error =
          FailedCalls.error(failure, "abort", state.hostName(Side.SOURCE), Hosts.ABORT_LIMIT);
      if (!FailedCalls.isHostsWord(failure)) {
        abort.notDelivered();
        state.note("The abort has not reached the source: " + error.getMessage());
        Workflow.await(Hosts.ABORT_AGAIN, running::isCompleted);
      } else {
        abort.refused(error);
        state.abortRequestedBy(null);
        state.note("The source refused the abort: " + error.getMessage());
      }
    }
  }

  private Reply finish(boolean cancelled, Patience patience) {
    Cookie cookie = cancelled || performed == null ? Cookie.EMPTY : performed.cookie();
    Promise<FinishResult> running =
        Async.function(
            hosts.finish(cancelled, patience)::finish,
            new FinishCall(migrationId, request.domain(), request.source(), cookie, cancelled));
    Workflow.await(() -> running.isCompleted() || (!cancelled && watch.decided()));
    if (!running.isCompleted()) {
      return heardElsewhere();
    }
    FinishResult answer = running.get();
    decision = answer.cookie();
    state.destinationSaid(answer.committed() ? "committed" : "cancelled");
    if (Outcome.of(answer, cancelled) == Outcome.DONE) {
      return Reply.DONE;
    }
    if (cancelled) {
      return Reply.refused(
          new DroverException(
              FailureCode.DOMAIN_ON_TWO_HOSTS,
              "Domain %s: host %s says failed, host %s says committed; neither copy is touched."
                  .formatted(
                      state.nameOrUuid(),
                      state.hostName(Side.SOURCE),
                      state.hostName(Side.DESTINATION))));
    }
    return Reply.refused(
        new DroverException(
            FailureCode.MIGRATION_FAILED,
            answer.reason() == null
                ? "Host %s cancelled without a reason.".formatted(state.hostName(Side.DESTINATION))
                : answer.reason()));
  }

  /**
   * Makes confirm beside finish if the source has heard the decision itself: then there is nothing
   * that either has to wait for.
   */
  private void confirmAhead() {
    if (performed != null && performed.committed() && confirming == null) {
      HostActivities source = hosts.confirm(false, new Patience(0, MigrationRun.DEBT_AFTER));
      confirming = Async.function(source::confirm, confirmCall(false));
    }
  }

  private ConfirmCall confirmCall(boolean cancelled) {
    return new ConfirmCall(
        migrationId, request.domain(), request.destination(), decision, cancelled);
  }

  private Reply confirm(boolean cancelled, Patience patience) {
    Promise<ConfirmResult> ahead = confirming;
    confirming = null;
    ConfirmResult answer =
        ahead == null || cancelled
            ? hosts.confirm(cancelled, patience).confirm(confirmCall(cancelled))
            : ahead.get();
    if (answer.statistics() != null) {
      statistics = answer.statistics();
    }
    if (!cancelled) {
      state.sourceSaid("ended");
    } else if ("permitted".equals(state.sourceWord())) {
      state.sourceSaid("resumed");
    }
    return Reply.DONE;
  }

  private Reply cancel(Patience patience, String reason, @Nullable FailureCode failure) {
    CancelResult answer =
        hosts
            .cancel(patience)
            .cancel(
                new CancelCall(
                    migrationId,
                    request.domain(),
                    Side.SOURCE,
                    request.destination(),
                    reason,
                    failure));
    state.sourceSaid(answer.word());
    if (answer.cancelled()) {
      return Reply.DONE;
    }
    return Reply.refused(
        new DroverException(
            FailureCode.POINT_OF_NO_RETURN,
            "Host %s says %s: the guest is being handed over."
                .formatted(state.hostName(Side.SOURCE), answer.word())));
  }
}

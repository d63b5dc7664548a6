package dev.drover.workflows.coordinator;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.Side;
import dev.drover.protocol.Step;
import dev.drover.protocol.decision.Call;
import dev.drover.protocol.decision.Decision;
import dev.drover.protocol.decision.Outcome;
import dev.drover.protocol.decision.Row;
import dev.drover.protocol.decision.Verdict;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Walks one migration through the {@link Decision} table. Nothing here decides what is called next;
 * it makes the calls, waits, and remembers the first error.
 */
final class MigrationRun {
  // A host that is known to be silent is given one more moment, so that a user hears of it within
  // 20 seconds of the start; other debts are tried for longer.
  private static final Duration DEBT_AFTER_SILENCE = Duration.ofSeconds(4);
  static final Duration DEBT_AFTER = Duration.ofSeconds(60);

  // The guest runs on where it was and its user wants to hear why: what is left to do over there
  // does as well as a debt.
  private static final Duration DEBT_AFTER_FAILURE = Duration.ofSeconds(10);

  private final MigrationState state;
  private final MigrationCalls calls;
  private final Abort abort;
  private final Debts debts;
  private final Set<Side> silent = EnumSet.noneOf(Side.class);

  private List<Call> pending = List.of(Call.BEGIN);
  private Verdict verdict = Verdict.OPEN;
  private @Nullable DroverException error;
  private int repeats;
  private long callSince;
  private Duration bound = DEBT_AFTER;

  /** Who makes the calls that this migration has to leave open. */
  interface Debts {
    /** Takes calls over and returns the id of the workflow that makes them. */
    String owe(List<Call> calls, String reason, @Nullable FailureCode failure);
  }

  MigrationRun(MigrationState state, MigrationCalls calls, Abort abort, Debts debts) {
    this.state = requireNonNull(state, "state is null");
    this.calls = requireNonNull(calls, "calls is null");
    this.abort = requireNonNull(abort, "abort is null");
    this.debts = requireNonNull(debts, "debts is null");
  }

  /** Returns the call that is being made; empty when all have been made. */
  Optional<Call> current() {
    return pending.stream().findFirst();
  }

  /**
   * Makes every call that the table names.
   *
   * @return the first error; empty if the guest arrived
   */
  Optional<DroverException> run() {
    callSince = Workflow.currentTimeMillis();
    while (!pending.isEmpty()) {
      step(pending.get(0));
    }
    if (verdict == Verdict.SUCCEEDED) {
      return Optional.empty();
    }
    return Optional.of(
        error != null
            ? error
            : new DroverException(
                FailureCode.INTERNAL, "The migration ended without any host's word: " + verdict));
  }

  private void step(Call call) {
    if (repeats == 0) {
      state.enter(call);
    }
    Patience patience = patience(call);
    Reply reply = calls.make(call, patience, cancelReason(), cancelCode());
    if (reply.silent()) {
      silent.add(call.side());
    } else {
      silent.remove(call.side());
    }
    Outcome outcome = outcome(call, reply);
    Row row = Decision.after(call, outcome);
    if (reply.error() != null) {
      state.note(reply.error().getMessage());
    }
    judge(row, reply);
    hold(call, outcome, reply);
    switch (row.then()) {
      case NEXT -> go(row.calls());
      case CONTINUE -> go(pending.subList(1, pending.size()));
      case REPEAT -> repeat(reply, patience);
      case REPEAT_OR_OWE -> {
        if (timeIsOver()) {
          owe(pending);
          go(List.of());
        } else {
          repeat(reply, patience);
        }
      }
    }
  }

  /** No time that passes decides where the guest is: what is not known is shown, and held. */
  private void hold(Call call, Outcome outcome, Reply reply) {
    boolean unanswered = outcome == Outcome.NO_ANSWER || outcome == Outcome.NEVER_TAKEN;
    if (!unanswered) {
      state.known("The outcome is known.");
    } else if (call == Call.PERFORM || call == Call.FINISH) {
      calls.unanswered(call, requireNonNull(reply.error(), "no answer without an error"));
    }
  }

  private Outcome outcome(Call call, Reply reply) {
    // In perform the source itself is asked, and its answer decides.
    boolean beforePerform = call.step() == Step.BEGIN || call.step() == Step.PREPARE;
    return reply.outcome() == Outcome.DONE && beforePerform && abort.wanted()
        ? Outcome.ABORTED
        : reply.outcome();
  }

  private void judge(Row row, Reply reply) {
    Verdict next = verdict.then(row.verdict());
    if (next == verdict) {
      return;
    }
    verdict = next;
    error =
        switch (next) {
          case OPEN, SUCCEEDED -> null;
          case FAILED, ALARM -> requireNonNull(reply.error(), "a failure without an error");
          case ABORTED ->
              new DroverException(
                  FailureCode.OPERATION_ABORTED,
                  "The migration of domain %s was aborted by %s before the transfer; the guest stays on host %s."
                      .formatted(
                          state.nameOrUuid(), abort.requestedBy(), state.hostName(Side.SOURCE)));
          case UNKNOWN ->
              new DroverException(
                  FailureCode.OUTCOME_UNKNOWN,
                  "Host %s has handed domain %s over and host %s has not answered yet."
                      .formatted(
                          state.hostName(Side.SOURCE),
                          state.nameOrUuid(),
                          state.hostName(Side.DESTINATION)));
        };
  }

  private void go(List<Call> next) {
    pending = List.copyOf(next);
    repeats = 0;
    callSince = Workflow.currentTimeMillis();
    bound = current().map(this::bound).orElse(DEBT_AFTER);
  }

  private Duration bound(Call call) {
    if (silent.contains(call.side())) {
      return DEBT_AFTER_SILENCE;
    }
    return switch (call) {
      case FINISH_CANCELLED, CONFIRM_CANCELLED -> DEBT_AFTER_FAILURE;
      case BEGIN, PREPARE, PERFORM, FINISH, CONFIRM, CANCEL -> DEBT_AFTER;
    };
  }

  private void repeat(Reply reply, Patience patience) {
    // Waiting for a silent host was the pause.
    if (!reply.silent()) {
      Pause.of(patience.pause(), state.sentence(pending.get(0)), calls.watch()::decided);
    }
    repeats++;
  }

  private Patience patience(Call call) {
    return switch (call) {
      case BEGIN, PREPARE, PERFORM, FINISH -> new Patience(repeats, Duration.ZERO);
      case CANCEL, FINISH_CANCELLED, CONFIRM, CONFIRM_CANCELLED -> {
        Duration left = bound.minusMillis(Workflow.currentTimeMillis() - callSince);
        // The server knows no time limit below this.
        Duration least = Duration.ofSeconds(1);
        yield new Patience(repeats, left.compareTo(least) < 0 ? least : left);
      }
    };
  }

  private boolean timeIsOver() {
    return Workflow.currentTimeMillis() - callSince >= bound.toMillis();
  }

  /**
   * Hands the calls that nobody has answered to a workflow of their own, which outlives this one.
   */
  private void owe(List<Call> owed) {
    String cleanup = debts.owe(owed, cancelReason(), cancelCode());
    state.note(
        "Left to workflow %s: %s."
            .formatted(
                cleanup, owed.stream().map(state::sentence).collect(Collectors.joining(", "))));
  }

  private @Nullable FailureCode cancelCode() {
    return error == null ? null : error.code();
  }

  private String cancelReason() {
    return error == null ? "" : error.getMessage();
  }
}

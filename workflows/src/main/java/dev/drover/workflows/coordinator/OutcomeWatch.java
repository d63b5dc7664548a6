package dev.drover.workflows.coordinator;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.Side;
import dev.drover.protocol.decision.Outcome;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.Evidence;
import dev.drover.protocol.message.EvidenceCall;
import dev.drover.protocol.message.PerformCall;
import dev.drover.protocol.message.PerformResult;
import dev.drover.protocol.message.ResolveResult;
import dev.drover.protocol.message.Statement;
import dev.drover.protocol.message.UnknownOutcome;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is done while nobody can say where the guest is: both hosts are asked for their evidence,
 * the source for its final word, and a person's statement is taken. No time that passes decides.
 */
final class OutcomeWatch {
  private final String migrationId;
  private final String domain;
  private final MigrationState state;
  private final Hosts hosts;
  private @Nullable Promise<PerformResult> finalWord;
  private @Nullable Promise<Evidence> sourceBack;
  private @Nullable ResolveResult resolved;

  OutcomeWatch(String migrationId, String domain, MigrationState state, Hosts hosts) {
    this.migrationId = requireNonNull(migrationId, "migrationId is null");
    this.domain = requireNonNull(domain, "domain is null");
    this.state = requireNonNull(state, "state is null");
    this.hosts = requireNonNull(hosts, "hosts is null");
  }

  /**
   * Nobody has said what came of the handover; shows it, with the evidence of both hosts.
   *
   * @param permitted whether the source has said that the destination decides, or asks it
   */
  void unknown(String why, boolean permitted, PerformCall attach) {
    Promise<Optional<Evidence>> source = ask(Side.SOURCE);
    Promise<Optional<Evidence>> destination = ask(Side.DESTINATION);
    if (!permitted && source.get().isPresent()) {
      state.known("The source answers: its call waits for its turn.");
      return;
    }
    @Nullable UnknownOutcome before = state.unknown();
    long since = before == null ? Workflow.currentTimeMillis() : before.sinceEpochMillis();
    state.unknown(
        new UnknownOutcome(
            since,
            why,
            Workflow.currentTimeMillis(),
            source.get().orElse(null),
            destination.get().orElse(null)));
    if (permitted) {
      hearFinalWord(attach);
    } else {
      hearOfSource();
    }
  }

  private Promise<Optional<Evidence>> ask(Side side) {
    return Async.function(
            hosts.evidence(side)::evidence, new EvidenceCall(migrationId, domain, side))
        .thenApply(Optional::of)
        .exceptionally(silent -> Optional.empty());
  }

  private void hearFinalWord(PerformCall attach) {
    Promise<PerformResult> asked = finalWord;
    if (asked == null || failed(asked)) {
      finalWord = Async.function(hosts.outcome()::outcome, attach.forFinalWord());
    }
  }

  /** The source's return ends what is unknown: it goes on by itself. */
  private void hearOfSource() {
    Promise<Evidence> asked = sourceBack;
    if (asked != null && !asked.isCompleted()) {
      return;
    }
    Promise<Evidence> back =
        Async.function(
            hosts.evidenceWhenever(Side.SOURCE)::evidence,
            new EvidenceCall(migrationId, domain, Side.SOURCE));
    sourceBack = back;
    Promise<Boolean> unused =
        back.handle(
            (evidence, failure) -> {
              if (failure == null) {
                state.known("The source answers again: " + evidence.word() + ".");
              }
              return true;
            });
  }

  private static boolean failed(Promise<?> promise) {
    return promise.isCompleted() && promise.getFailure() != null;
  }

  /** Returns whether something has been decided on another road than the call's own. */
  boolean decided() {
    Promise<PerformResult> asked = finalWord;
    return resolved != null || (asked != null && asked.isCompleted() && !failed(asked));
  }

  /** Returns whether the source is being asked for its final word. */
  boolean listening() {
    Promise<PerformResult> asked = finalWord;
    return asked != null && !failed(asked);
  }

  /** Returns whether there is something to act on, or the source is not asked any more. */
  boolean decidedOrDeaf() {
    return decided() || !listening();
  }

  /** Returns the source's final word; null before it is heard. */
  @Nullable PerformResult finalWord() {
    Promise<PerformResult> asked = finalWord;
    return asked == null || !asked.isCompleted() || failed(asked) ? null : asked.get();
  }

  /** Returns what was decided. Only after {@link #decided}. */
  Reply reply() {
    ResolveResult byStatement = resolved;
    if (byStatement != null) {
      return reply(byStatement);
    }
    PerformResult word = requireNonNull(finalWord(), "nothing is decided");
    if (word.permitted()) {
      state.sourceSaid("ended");
      state.destinationSaid("committed");
      return new Reply(Outcome.ARRIVED, null, false);
    }
    state.sourceSaid("resumed");
    FailureCode code = word.failure() == null ? FailureCode.MIGRATION_FAILED : word.failure();
    return new Reply(
        Outcome.KEPT,
        new DroverException(
            code,
            word.reason() == null
                ? "Host %s has the guest again.".formatted(state.hostName(Side.SOURCE))
                : word.reason()),
        false);
  }

  private Reply reply(ResolveResult byStatement) {
    return switch (byStatement.effect()) {
      case COPY_STARTED, RECORD_CLOSED -> {
        state.destinationSaid(byStatement.word());
        yield new Reply(Outcome.ARRIVED, null, false);
      }
      case MAY_BOOT -> {
        state.destinationSaid(byStatement.word());
        yield new Reply(
            Outcome.LOST,
            new DroverException(
                FailureCode.GUEST_LOST,
                "The guest %s is lost: %s.".formatted(state.nameOrUuid(), byStatement.sentence())),
            false);
      }
      case SOURCE_KEEPS -> {
        state.sourceSaid(byStatement.word());
        yield new Reply(
            Outcome.KEPT,
            new DroverException(
                FailureCode.MIGRATION_FAILED,
                "The move of %s is given up by a person's statement: %s."
                    .formatted(state.nameOrUuid(), byStatement.sentence())),
            false);
      }
    };
  }

  /**
   * Brings a person's statement to the host that acts on it.
   *
   * @throws DroverException why it is not taken
   */
  ResolveResult resolve(Statement statement) {
    state.note(statement.sentence() + ".");
    try {
      ResolveResult answer = Resolution.of(hosts, state, migrationId, domain).resolve(statement);
      state.note("Resolved: " + answer.sentence() + ".");
      resolved = answer;
      return answer;
    } catch (DroverException refused) {
      state.note("The statement is not taken: " + refused.getMessage());
      throw refused;
    }
  }
}

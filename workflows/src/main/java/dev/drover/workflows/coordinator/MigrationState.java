package dev.drover.workflows.coordinator;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.JobKind;
import dev.drover.protocol.Phase;
import dev.drover.protocol.Side;
import dev.drover.protocol.Step;
import dev.drover.protocol.decision.Call;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.message.JobReason;
import dev.drover.protocol.message.MigrationJob;
import dev.drover.protocol.message.MigrationRequest;
import dev.drover.protocol.message.MigrationResult;
import dev.drover.protocol.message.UnknownOutcome;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the workflow knows about its job, and where it shows it. */
final class MigrationState {
  // A host that flaps for days must not make the answer of a query grow without bound.
  private static final int MAX_REASONS = 100;

  private final MigrationRequest request;
  private final String migrationId;
  private final long startedAt;
  private final List<JobReason> reasons = new ArrayList<>();
  private final MigrationAttributes attributes;

  private Step step = Step.BEGIN;
  private Phase sourcePhase = Phase.NONE;
  private Phase destinationPhase = Phase.NONE;
  private String doing = "";
  private long doingSince;
  private @Nullable String sourceWord;
  private @Nullable String destinationWord;
  private @Nullable String name;
  private @Nullable String abortRequestedBy;
  private @Nullable DroverException failure;
  private @Nullable MigrationResult result;
  private @Nullable UnknownOutcome unknown;

  MigrationState(MigrationRequest request, String migrationId, long startedAt) {
    this.request = requireNonNull(request, "request is null");
    this.migrationId = requireNonNull(migrationId, "migrationId is null");
    this.startedAt = startedAt;
    attributes = new MigrationAttributes(request);
  }

  /** A call is about to be made: moves the phase of the side that is called, and shows it. */
  void enter(Call call) {
    step = call.step();
    Phase next =
        switch (call) {
          case BEGIN -> Phase.BEGIN3;
          case PREPARE -> Phase.PREPARE;
          case PERFORM -> Phase.PERFORM3;
          case FINISH, FINISH_CANCELLED -> Phase.FINISH3;
          case CONFIRM -> Phase.CONFIRM3;
          case CONFIRM_CANCELLED -> Phase.CONFIRM3_CANCELLED;
          case CANCEL -> sourcePhase;
        };
    moveTo(call.side(), next);
    doing = summary(call);
    doingSince = Workflow.currentTimeMillis();
    attributes.show(next, name);
    show();
  }

  /** Moves a side's phase forward; a phase never goes back. */
  void moveTo(Side side, Phase next) {
    switch (side) {
      case SOURCE -> sourcePhase = sourcePhase.mayBecome(next) ? next : sourcePhase;
      case DESTINATION ->
          destinationPhase = destinationPhase.mayBecome(next) ? next : destinationPhase;
    }
  }

  void sourceSaid(String word) {
    sourceWord = word;
  }

  void destinationSaid(String word) {
    destinationWord = word;
  }

  void named(String domainName) {
    name = domainName;
  }

  void abortRequestedBy(@Nullable String who) {
    abortRequestedBy = who;
  }

  /** Writes down what an operator may ask about; the same sentence twice in a row is one. */
  void note(String text) {
    if (!reasons.isEmpty() && reasons.get(reasons.size() - 1).text().equals(text)) {
      return;
    }
    if (reasons.size() == MAX_REASONS) {
      // The oldest entry says why it all began; what goes is the second.
      reasons.remove(1);
    }
    reasons.add(new JobReason(Workflow.currentTimeMillis(), step, text));
    show();
  }

  void fail(DroverException error) {
    failure = error;
    show();
  }

  void succeed(MigrationResult outcome) {
    result = outcome;
    show();
  }

  /** Returns that nobody can say where the guest is; null while somebody can. */
  @Nullable UnknownOutcome unknown() {
    return unknown;
  }

  /** Nobody can say where the guest is; shows what the hosts know. */
  void unknown(UnknownOutcome outcome) {
    boolean news = unknown == null;
    unknown = outcome;
    if (news) {
      attributes.showUnknown(name);
      note("The outcome is not known, and both sides are held: " + outcome.why());
    } else {
      show();
    }
  }

  /** Somebody can say where the guest is. */
  void known(String why) {
    if (unknown != null) {
      unknown = null;
      attributes.show(phase(), name);
      note(why);
    }
  }

  private Phase phase() {
    return step == Step.FINISH ? destinationPhase : sourcePhase;
  }

  boolean ended() {
    return failure != null || result != null;
  }

  Step step() {
    return step;
  }

  /** Returns what the migration can be found by. */
  MigrationAttributes attributes() {
    return attributes;
  }

  /** Returns the source's last word; null before begin has answered. */
  @Nullable String sourceWord() {
    return sourceWord;
  }

  /** Returns the domain's name, or its UUID while the name is not known. */
  /** Returns the domain's name; null until the source has told it. */
  @Nullable String name() {
    return name;
  }

  String nameOrUuid() {
    return name == null ? request.domain() : name;
  }

  /** Returns a host's UUID. */
  String host(Side side) {
    return switch (side) {
      case SOURCE -> request.source();
      case DESTINATION -> request.destination();
    };
  }

  /** Returns what people call a host: its name if the client gave it, else its UUID. */
  String hostName(Side side) {
    @Nullable String given =
        switch (side) {
          case SOURCE -> request.sourceName();
          case DESTINATION -> request.destinationName();
        };
    return given == null || given.isBlank() ? host(side) : given;
  }

  /** Returns what a call is, for people: {@code finish (cancelled) on host beta}. */
  String sentence(Call call) {
    return "%s%s on host %s"
        .formatted(
            call.step().name().toLowerCase(Locale.ROOT),
            call.cancelled() ? " (cancelled)" : "",
            hostName(call.side()));
  }

  /** Returns what a call does, for the timeline: {@code perform on alpha: memory to beta}. */
  String summary(Call call) {
    String effect =
        switch (call) {
          case BEGIN -> "checks, opens the job";
          case PREPARE -> "checks, a QEMU waits for the guest";
          case PERFORM -> "memory to " + hostName(Side.DESTINATION);
          case FINISH -> "finds what was decided";
          case FINISH_CANCELLED -> "the waiting QEMU is ended";
          case CONFIRM -> "the copy that was left is ended";
          case CONFIRM_CANCELLED -> "the guest stays, the job is closed";
          case CANCEL -> "the move is given up";
        };
    return "%s%s on %s: %s"
        .formatted(
            call.step().name().toLowerCase(Locale.ROOT),
            call.cancelled() ? " (cancelled)" : "",
            hostName(call.side()),
            effect);
  }

  MigrationJob job() {
    return new MigrationJob(
        migrationId,
        JobKind.MIGRATION_OUT,
        request.domain(),
        name,
        request.source(),
        request.destination(),
        request.requestedBy(),
        startedAt,
        step,
        sourcePhase,
        destinationPhase,
        sourceWord,
        destinationWord,
        null,
        reasons,
        abortRequestedBy,
        failure == null ? null : failure.code(),
        failure == null ? null : failure.getMessage(),
        result,
        unknown);
  }

  private void show() {
    Workflow.setCurrentDetails(
        new MigrationDetails(
                job(),
                hostName(Side.SOURCE),
                hostName(Side.DESTINATION),
                doing,
                doingSince,
                Workflow.currentTimeMillis())
            .page());
  }
}

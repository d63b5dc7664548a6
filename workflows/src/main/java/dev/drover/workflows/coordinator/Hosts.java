package dev.drover.workflows.coordinator;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.Side;
import dev.drover.protocol.decision.Call;
import dev.drover.protocol.message.Statement;
import dev.drover.workflows.HostActivities;
import dev.drover.workflows.TaskQueues;
import dev.drover.workflows.TransferActivities;
import dev.drover.workflows.ui.Summary;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/**
 * The two hosts' activities, each with the time limits of its step. A task that is handed to a
 * worker that dies is lost until a time limit passes, so every step has a short one and is made
 * again: the second execution finds what the first did.
 */
final class Hosts {
  /** How often an abort that does not reach the source is brought again. */
  static final Duration ABORT_AGAIN = Duration.ofSeconds(30);

  /** How long one abort is tried. */
  static final Duration ABORT_LIMIT = Duration.ofSeconds(10);

  // It only tells the source; one that dies with the source's worker must not wait for the next.
  private static final Duration ABORT_ATTEMPT = Duration.ofSeconds(3);

  private static final Duration FIRST_RETRY = Duration.ofMillis(200);
  private static final Duration LAST_RETRY = Duration.ofSeconds(5);
  private static final Duration ATTEMPT = Duration.ofSeconds(30);

  // begin only looks; it may wait for the monitor of one QEMU.
  private static final Duration BEGIN_ATTEMPT = Duration.ofSeconds(10);
  private static final Duration BEGIN_LIMIT = Duration.ofSeconds(40);

  // prepare starts a QEMU; HOST_BUSY makes it come back every two seconds.
  private static final Duration PREPARE_LIMIT = Duration.ofSeconds(90);
  static final int PREPARE_ATTEMPTS = 10;
  static final int ATTEMPTS = 5;

  // A worker that dies is noticed after this; QEMU meanwhile goes on. The worker's
  // throttle (1 s) must fit in several times.
  private static final Duration HEARTBEAT = Duration.ofSeconds(3);
  private static final Duration PERFORM_ATTEMPT = Duration.ofDays(1);

  private static final Duration EVIDENCE_TAKEN = Duration.ofSeconds(3);
  private static final Duration EVIDENCE_LIMIT = Duration.ofSeconds(8);
  static final Duration RESOLVE_TAKEN = Duration.ofSeconds(14);
  private static final Duration RESOLVE_LIMIT = Duration.ofMinutes(1);

  private static final Duration PERFORM_LAST_RETRY = Duration.ofSeconds(2);

  private final MigrationState state;

  Hosts(MigrationState state) {
    this.state = requireNonNull(state, "state is null");
  }

  HostActivities begin(Patience patience, int attempts) {
    return host(
        Side.SOURCE,
        options(Call.BEGIN)
            .setScheduleToStartTimeout(patience.given())
            .setStartToCloseTimeout(BEGIN_ATTEMPT)
            .setScheduleToCloseTimeout(BEGIN_LIMIT)
            .setRetryOptions(retries(LAST_RETRY, attempts)));
  }

  HostActivities prepare(Patience patience, int attempts) {
    return host(
        Side.DESTINATION,
        options(Call.PREPARE)
            .setScheduleToStartTimeout(patience.given())
            .setStartToCloseTimeout(ATTEMPT)
            .setScheduleToCloseTimeout(PREPARE_LIMIT)
            .setRetryOptions(retries(LAST_RETRY, attempts)));
  }

  TransferActivities perform(Patience patience) {
    return Workflow.newActivityStub(
        TransferActivities.class,
        options(Call.PERFORM)
            .setTaskQueue(TaskQueues.transfer(state.host(Side.SOURCE)))
            .setScheduleToStartTimeout(patience.given())
            .setStartToCloseTimeout(PERFORM_ATTEMPT)
            .setHeartbeatTimeout(HEARTBEAT)
            .setRetryOptions(retries(PERFORM_LAST_RETRY, 0))
            .build());
  }

  HostActivities finish(boolean cancelled, Patience patience) {
    return settling(cancelled ? Call.FINISH_CANCELLED : Call.FINISH, patience);
  }

  HostActivities confirm(boolean cancelled, Patience patience) {
    return settling(cancelled ? Call.CONFIRM_CANCELLED : Call.CONFIRM, patience);
  }

  HostActivities cancel(Patience patience) {
    return settling(Call.CANCEL, patience);
  }

  HostActivities abort(String requestedBy) {
    return host(
        Side.SOURCE,
        options("abort on %s, asked by %s".formatted(state.hostName(Side.SOURCE), requestedBy))
            .setStartToCloseTimeout(ABORT_ATTEMPT)
            .setScheduleToCloseTimeout(ABORT_LIMIT)
            .setRetryOptions(retries(LAST_RETRY, ATTEMPTS)));
  }

  /** What a host knows; one that does not answer at once is silent. */
  HostActivities evidence(Side side) {
    return host(
        side,
        options("what %s knows of the move".formatted(state.hostName(side)))
            .setScheduleToStartTimeout(EVIDENCE_TAKEN)
            .setScheduleToCloseTimeout(EVIDENCE_LIMIT)
            .setRetryOptions(retries(LAST_RETRY, 1)));
  }

  /** What a host knows as soon as it is back, however long that takes. */
  HostActivities evidenceWhenever(Side side) {
    return host(
        side,
        options("waits until %s is back".formatted(state.hostName(side)))
            .setStartToCloseTimeout(ATTEMPT)
            .setRetryOptions(retries(LAST_RETRY, 0)));
  }

  /** The source's final word, however long that takes. */
  HostActivities outcome() {
    return host(
        Side.SOURCE,
        options("waits for the final word of %s".formatted(state.hostName(Side.SOURCE)))
            .setStartToCloseTimeout(PERFORM_ATTEMPT)
            .setHeartbeatTimeout(HEARTBEAT)
            .setRetryOptions(retries(PERFORM_LAST_RETRY, 0)));
  }

  /**
   * A person's statement. It was true when it was made, so it is tried for a minute and no longer.
   */
  HostActivities resolve(Side side, Statement statement) {
    return host(
        side,
        options("on %s: %s".formatted(state.hostName(side), statement.sentence()))
            .setScheduleToStartTimeout(RESOLVE_TAKEN)
            .setStartToCloseTimeout(ATTEMPT)
            .setScheduleToCloseTimeout(RESOLVE_LIMIT)
            .setRetryOptions(retries(LAST_RETRY, ATTEMPTS)));
  }

  private HostActivities settling(Call call, Patience patience) {
    ActivityOptions.Builder options = options(call);
    if (patience.isBounded()) {
      Duration attempt = ATTEMPT.compareTo(patience.left()) < 0 ? ATTEMPT : patience.left();
      options
          .setStartToCloseTimeout(attempt)
          .setScheduleToCloseTimeout(patience.left())
          .setRetryOptions(retries(LAST_RETRY, 0));
    } else {
      options
          .setScheduleToStartTimeout(patience.given())
          .setStartToCloseTimeout(ATTEMPT)
          .setRetryOptions(retries(LAST_RETRY, ATTEMPTS));
    }
    return host(call.side(), options);
  }

  private HostActivities host(Side side, ActivityOptions.Builder options) {
    return Workflow.newActivityStub(
        HostActivities.class, options.setTaskQueue(TaskQueues.host(state.host(side))).build());
  }

  private ActivityOptions.Builder options(Call call) {
    return options(state.summary(call));
  }

  private static ActivityOptions.Builder options(String summary) {
    return ActivityOptions.newBuilder().setSummary(Summary.of(summary));
  }

  /**
   * @param attempts 0: no limit
   */
  private static RetryOptions retries(Duration last, int attempts) {
    return RetryOptions.newBuilder()
        .setInitialInterval(FIRST_RETRY)
        .setMaximumInterval(last)
        .setMaximumAttempts(attempts)
        .build();
  }
}

package dev.drover.hypervisor.migration;

import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.domain.DomainDefinition;
import dev.drover.hypervisor.domain.DomainXml;
import dev.drover.hypervisor.job.ClosedJob;
import dev.drover.hypervisor.job.JobRecord;
import dev.drover.hypervisor.qemu.RunningDomain;
import dev.drover.protocol.DomainState;
import dev.drover.protocol.Phase;
import dev.drover.protocol.Side;
import dev.drover.protocol.StateReason;
import dev.drover.protocol.Step;
import dev.drover.protocol.cookie.MigrationCookie;
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
import dev.drover.protocol.message.PerformCall;
import dev.drover.protocol.message.PerformResult;
import dev.drover.protocol.message.Progress;
import dev.drover.protocol.message.ResolveCall;
import dev.drover.protocol.message.ResolveResult;
import dev.drover.protocol.switchover.Answer;
import dev.drover.protocol.switchover.SourceWord;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The source's steps: begin, perform, confirm, cancel, and the abort beside them. */
final class SourceSteps {
  /** How often perform tells its watcher; half of the time in which a worker sends Temporal one. */
  private static final Duration WATCH = Duration.ofMillis(500);

  /** QEMU resumes or dies within milliseconds; a hung one is left to the session. */
  private static final Duration SETTLE = Duration.ofSeconds(15);

  private final HostIdentity host;
  private final SessionParts parts;
  private final Sessions sessions;
  private final Checks checks;

  SourceSteps(HostIdentity host, SessionParts parts, Sessions sessions, Checks checks) {
    this.host = requireNonNull(host, "host is null");
    this.parts = requireNonNull(parts, "parts is null");
    this.sessions = requireNonNull(sessions, "sessions is null");
    this.checks = requireNonNull(checks, "checks is null");
  }

  BeginResult begin(BeginCall call) {
    checks.notClosed(call.migrationId(), Side.SOURCE, call.domain());
    RunningDomain domain = checks.mayLeave(call, host);
    DomainDefinition definition = domain.definition();
    settleEarlier(call);
    synchronized (sessions.openingLock()) {
      Optional<JobRecord> open = sessions.on(call.domain());
      if (open.isPresent() && !open.get().migrationId().equals(call.migrationId())) {
        throw checks.busy(open.get());
      }
      if (open.isEmpty()) {
        JobRecord record = record(call, domain);
        create(record);
        sessions.add(session(record, domain));
      }
    }
    return new BeginResult(
        definition.name(),
        DomainXml.write(definition),
        parts.cookies().begin(definition),
        definition.memoryKib(),
        parts.peers().address());
  }

  /**
   * The domain's workflow is its mutex, so the one that began an earlier move is gone, and nobody
   * will call for that any more. A transfer that runs is left alone: its guest arrives.
   */
  private void settleEarlier(BeginCall call) {
    Optional<SourceSession> earlier =
        sessions
            .sourceOf(call.domain())
            .filter(one -> !one.record().migrationId().equals(call.migrationId()))
            .filter(one -> !one.record().transferStarted());
    if (earlier.isPresent()) {
      earlier.get().superseded();
      sessions.awaitEnd(earlier.get().record().migrationId(), SessionParts.SUPERSEDED);
      sessions
          .source(earlier.get().record().migrationId())
          .filter(one -> one.word().isFinal())
          .ifPresent(this::setAside);
    }
  }

  /** A record that is on disk although its creation failed belongs to nobody, and would stay. */
  private void create(JobRecord record) {
    try {
      parts.store().create(record);
    } catch (DroverException e) {
      try {
        parts
            .store()
            .close(
                Records.tombstone(
                    record.migrationId(),
                    Side.SOURCE,
                    record.domain(),
                    record.peerHost(),
                    System.currentTimeMillis()));
      } catch (DroverException disk) {
        e.addSuppressed(disk);
      }
      throw e;
    }
  }

  private JobRecord record(BeginCall call, RunningDomain domain) {
    return JobRecord.opened(
        call.migrationId(),
        Side.SOURCE,
        Records.kind(Side.SOURCE),
        call.domain(),
        domain.definition().name(),
        call.destination(),
        Phase.BEGIN3,
        SourceWord.PERFORM.wireName(),
        // A move that fails early leaves the guest as its user wanted it, too.
        domain.pausedByUser(),
        parts.definitions().find(call.domain()).isPresent(),
        host.bootId(),
        call.options(),
        parts.locks().space().isPresent(),
        List.of());
  }

  /** Makes the session of a record, with whatever QEMU there is. */
  SourceSession session(JobRecord record, @Nullable RunningDomain domain) {
    return new SourceSession(parts, record, domain, this::close);
  }

  PerformResult perform(PerformCall call, Consumer<Progress> watcher) {
    Optional<SourceSession> open = sessions.source(call.migrationId());
    if (open.isEmpty()) {
      return performedBefore(call);
    }
    SourceSession session = open.get();
    if (call.finalWordOnly()) {
      return watched(session.performedForGood(), session, watcher, () -> {});
    }
    if (session.mayStart()) {
      // A peer that is slow to answer takes seconds, in which the watcher must not think us dead.
      watched(starting(session, call), session, watcher, () -> {});
    }
    return watched(session.performed(), session, watcher, session::refreshProgress);
  }

  /** Waits for a future; the watcher hears of it at once, and again after each pause. */
  private static <T extends @Nullable Object> T watched(
      CompletableFuture<T> future,
      SourceSession session,
      Consumer<Progress> watcher,
      Runnable paused) {
    String name = session.record().name();
    while (true) {
      watcher.accept(session.progress());
      try {
        return future.get(WATCH.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        paused.run();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof DroverException stopped) {
          throw stopped;
        }
        throw new DroverException(
            FailureCode.INTERNAL, "The transfer of " + name + " broke: " + e.getCause(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new DroverException(
            FailureCode.WORKER_UNREACHABLE,
            "The worker stops; the transfer of " + name + " goes on",
            e);
      }
    }
  }

  private CompletableFuture<@Nullable Void> starting(SourceSession session, PerformCall call) {
    CompletableFuture<@Nullable Void> started = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                start(session, call);
                started.complete(null);
              } catch (RuntimeException e) {
                started.completeExceptionally(e);
              }
            },
            "start of the transfer of " + session.record().name());
    thread.setDaemon(true);
    thread.start();
    return started;
  }

  /** Who only attaches to a transfer needs neither cookie nor addresses. */
  private void start(SourceSession session, PerformCall call) {
    try {
      MigrationCookie cookie =
          parts
              .cookies()
              .check(call.cookie(), session.record().name(), call.domain(), Step.PERFORM);
      session.start(call, cookie.hostName());
    } catch (DroverException e) {
      if (e.code() == FailureCode.WORKER_UNREACHABLE) {
        // A worker that stops is nobody's word on the migration.
        throw e;
      }
      session.abort(e.code(), String.valueOf(e.getMessage()));
    }
  }

  /** A closed id is not performed again, but what came of it is told: the answer was lost. */
  private PerformResult performedBefore(PerformCall call) {
    ClosedJob closed = known(call.migrationId(), call.domain());
    if (closed.result().equals(Answer.COMMITTED.wireName())) {
      return PerformResult.permitted(true, Cookie.EMPTY, closed.statistics());
    }
    return PerformResult.failed(
        closed.statistics(),
        FailureCode.MIGRATION_FAILED,
        closed.reason() == null
            ? "The migration is over; domain " + call.domain() + " stayed on " + host.name()
            : closed.reason());
  }

  ConfirmResult confirm(ConfirmCall call) {
    Optional<SourceSession> open = sessions.source(call.migrationId());
    if (open.isEmpty()) {
      known(call.migrationId(), call.domain());
      return new ConfirmResult(state(call.domain()), null);
    }
    SourceSession session = open.get();
    session.answered(call.cancelled() ? Answer.CANCELLED : Answer.COMMITTED);
    SourceWord word = session.await(session.settled(), SETTLE);
    if (word == SourceWord.FAILED && call.cancelled()) {
      // The destination closed its record when it was told of the source's final word: it will
      // not ask, and no link need exist.
      session.answeredClosed();
    }
    return new ConfirmResult(state(call.domain()), null);
  }

  CancelResult cancel(CancelCall call) {
    Optional<SourceSession> open = sessions.source(call.migrationId());
    if (open.isEmpty()) {
      return cancelledBefore(call);
    }
    SourceSession session = open.get();
    try {
      session.abort(
          Objects.requireNonNullElse(call.failure(), FailureCode.OPERATION_ABORTED), call.reason());
    } catch (DroverException e) {
      if (e.code() != FailureCode.POINT_OF_NO_RETURN) {
        throw e;
      }
      return new CancelResult(false, session.word().wireName());
    }
    SourceWord word = session.await(session.settled(), SETTLE);
    return new CancelResult(word == SourceWord.FAILED, word.wireName());
  }

  private CancelResult cancelledBefore(CancelCall call) {
    synchronized (sessions.openingLock()) {
      Optional<ClosedJob> closed = parts.store().closed(call.migrationId(), Side.SOURCE);
      if (closed.isEmpty()) {
        parts
            .store()
            .close(
                Records.tombstone(
                    call.migrationId(),
                    Side.SOURCE,
                    call.domain(),
                    call.peerHost(),
                    System.currentTimeMillis()));
      }
      boolean committed =
          closed.filter(job -> job.result().equals(Answer.COMMITTED.wireName())).isPresent();
      SourceWord word = committed ? SourceWord.ENDED : SourceWord.FAILED;
      return new CancelResult(!committed, word.wireName());
    }
  }

  void abort(AbortCall call) {
    SourceSession session =
        sessions
            .source(call.migrationId())
            .orElseThrow(
                () ->
                    new DroverException(
                        FailureCode.NOT_MIGRATING,
                        "Domain " + call.domain() + " is not being migrated from " + host.name()));
    session.abort(
        FailureCode.OPERATION_ABORTED, "The migration was aborted by " + call.requestedBy());
  }

  /** A person states that the destination is dead. */
  ResolveResult resolve(ResolveCall call) {
    Optional<SourceSession> open = sessions.source(call.migrationId());
    if (open.isEmpty()) {
      return new ResolveResult(
          ResolveResult.Effect.SOURCE_KEEPS,
          checks.statedBefore(call, Side.SOURCE).result(),
          "host %s has acted on it already".formatted(host.name()));
    }
    SourceSession session = open.get();
    session.state(call.statement());
    SourceWord word = session.await(session.settled(), SETTLE);
    return new ResolveResult(
        ResolveResult.Effect.SOURCE_KEEPS,
        word.wireName(),
        "the guest %s is %s on host %s; host %s obeys if it comes back"
            .formatted(
                session.record().name(),
                state(call.domain()).name().toLowerCase(Locale.ROOT).replace('_', ' '),
                host.name(),
                session.record().peerHost()));
  }

  /** Lets a domain go whose guest's place is settled; the other host hears of it later. */
  void setAside(SourceSession session) {
    Optional<JobRecord> debt = session.setAside(result -> letGo(session.record(), result));
    if (debt.isPresent()) {
      // The new one first: meanwhile nobody may find the migration unknown.
      sessions.add(session(debt.get(), null));
      session.close();
    }
  }

  private void close(SourceSession session, Answer result) {
    JobRecord record = session.record();
    if (!record.debt()) {
      letGo(record, result);
    }
    parts
        .store()
        .close(Records.closed(record, result, session.statistics(), System.currentTimeMillis()));
    sessions.remove(session);
    session.close();
  }

  private void letGo(JobRecord record, Answer result) {
    boolean alive = parts.running().forgetIfDead(record.domain());
    if (alive && result == Answer.CANCELLED && record.transferStarted() && !record.guestPaused()) {
      parts
          .running()
          .find(record.domain())
          .ifPresent(domain -> domain.because(StateReason.MIGRATION_CANCELLED));
    }
    if (result == Answer.COMMITTED) {
      parts.definitions().delete(record.domain());
    }
  }

  private ClosedJob known(String migrationId, String domain) {
    return parts
        .store()
        .closed(migrationId, Side.SOURCE)
        .orElseThrow(
            () ->
                new DroverException(
                    FailureCode.NOT_MIGRATING,
                    "Domain "
                        + domain
                        + " is not being migrated from "
                        + host.name()
                        + " as "
                        + migrationId));
  }

  private DomainState state(String domain) {
    return parts.running().find(domain).map(RunningDomain::state).orElse(DomainState.SHUT_OFF);
  }
}

package dev.drover.hypervisor.migration;

import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.domain.DomainDefinition;
import dev.drover.hypervisor.job.ClosedJob;
import dev.drover.hypervisor.job.JobRecord;
import dev.drover.hypervisor.qemu.RunningDomain;
import dev.drover.hypervisor.qmp.MigrateInfo;
import dev.drover.hypervisor.qmp.QmpException;
import dev.drover.protocol.Phase;
import dev.drover.protocol.Side;
import dev.drover.protocol.StateReason;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.CancelCall;
import dev.drover.protocol.message.CancelResult;
import dev.drover.protocol.message.Cookie;
import dev.drover.protocol.message.FinishCall;
import dev.drover.protocol.message.FinishResult;
import dev.drover.protocol.message.PrepareCall;
import dev.drover.protocol.message.PrepareResult;
import dev.drover.protocol.message.ResolveCall;
import dev.drover.protocol.message.ResolveResult;
import dev.drover.protocol.switchover.Answer;
import dev.drover.protocol.switchover.DestinationWord;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The destination's steps: prepare, finish, cancel. */
final class DestinationSteps {
  /** A decision takes milliseconds unless QEMU hangs; the workflow asks again. */
  private static final Duration DECIDE = Duration.ofSeconds(20);

  private final HostIdentity host;
  private final SessionParts parts;
  private final Sessions sessions;
  private final Checks checks;
  private final MigrationSettings settings;

  DestinationSteps(
      HostIdentity host,
      SessionParts parts,
      Sessions sessions,
      Checks checks,
      MigrationSettings settings) {
    this.host = requireNonNull(host, "host is null");
    this.parts = requireNonNull(parts, "parts is null");
    this.sessions = requireNonNull(sessions, "sessions is null");
    this.checks = requireNonNull(checks, "checks is null");
    this.settings = requireNonNull(settings, "settings is null");
  }

  PrepareResult prepare(PrepareCall call) {
    checks.notClosed(call.migrationId(), Side.DESTINATION, call.domain());
    settleEarlier(call);
    DomainDefinition definition = checks.mayArrive(call, parts.cookies());
    DestinationSession session = open(call, definition);
    JobRecord record = session.record();
    String dataUri = record.dataUri();
    if (session.word() != DestinationWord.UNDECIDED) {
      throw new DroverException(
          FailureCode.STALE_MIGRATION,
          "Migration %s of domain %s is decided on host %s already (%s)"
              .formatted(
                  call.migrationId(), definition.name(), host.name(), session.word().wireName()));
    }
    if (dataUri == null) {
      dataUri = start(session, definition);
    }
    return new PrepareResult(
        parts.cookies().destination(definition.name(), definition.uuid()),
        dataUri,
        parts.peers().address());
  }

  /** As at the source: nobody may have told it where this host waits. */
  private void settleEarlier(PrepareCall call) {
    Optional<DestinationSession> earlier =
        sessions
            .destinationOf(call.domain())
            .filter(one -> !one.record().migrationId().equals(call.migrationId()))
            .filter(one -> one.word() == DestinationWord.UNDECIDED);
    if (earlier.isPresent()) {
      earlier.get().superseded();
      sessions.awaitEnd(earlier.get().record().migrationId(), SessionParts.SUPERSEDED);
    }
  }

  private DestinationSession open(PrepareCall call, DomainDefinition definition) {
    synchronized (sessions.openingLock()) {
      Optional<DestinationSession> same = sessions.destination(call.migrationId());
      if (same.isPresent()) {
        return same.get();
      }
      Optional<JobRecord> other = sessions.on(call.domain());
      if (other.isPresent()) {
        throw checks.busy(other.get());
      }
      if (sessions.incoming() >= settings.maxIncoming()) {
        throw new DroverException(
            FailureCode.HOST_BUSY,
            "Host %s takes %d incoming moves at once, and as many are under way"
                .formatted(host.name(), settings.maxIncoming()));
      }
      JobRecord record = record(call, definition);
      parts.store().create(record);
      DestinationSession session = session(record, null);
      sessions.add(session);
      return session;
    }
  }

  private JobRecord record(PrepareCall call, DomainDefinition definition) {
    return JobRecord.opened(
            call.migrationId(),
            Side.DESTINATION,
            Records.kind(Side.DESTINATION),
            call.domain(),
            definition.name(),
            call.source(),
            Phase.PREPARE,
            DestinationWord.UNDECIDED.wireName(),
            false,
            false,
            host.bootId(),
            call.options(),
            parts.locks().space().isPresent(),
            resources(call.domain()))
        .withPeer(call.sourceAddress());
  }

  /** Named before they are made: whoever cleans up knows what was not there before. */
  private List<String> resources(String domain) {
    String qemu = parts.running().folder(domain).toString();
    String draft = parts.definitions().draft(domain).toString();
    return parts.definitions().find(domain).isPresent()
        ? List.of(qemu, draft)
        : List.of(qemu, draft, parts.definitions().file(domain).toString());
  }

  /** Makes the session of a record, with whatever QEMU there is. */
  DestinationSession session(JobRecord record, @Nullable RunningDomain domain) {
    return new DestinationSession(parts, record, domain, host, this::close);
  }

  /** Starts the QEMU that waits. A half-started one of a call that died is ended first. */
  private String start(DestinationSession session, DomainDefinition definition) {
    try {
      parts.running().find(definition.uuid()).ifPresent(RunningDomain::kill);
      parts.running().forget(definition.uuid());
      RunningDomain domain = parts.running().start(definition, true);
      session.started(domain);
      // The text that COMMIT most likely brings: the guest need not wait until it is written.
      parts.definitions().stage(domain.definition());
      String uri = listen(domain);
      session.listening(uri);
      return uri;
    } catch (DroverException e) {
      undo(session, e);
      throw e;
    } catch (QmpException e) {
      DroverException failure =
          new DroverException(
              FailureCode.QEMU_ERROR,
              "QEMU on host %s cannot wait for %s: %s"
                  .formatted(host.name(), definition.name(), e.getMessage()),
              e);
      undo(session, failure);
      throw failure;
    }
  }

  private String listen(RunningDomain domain) {
    Map<String, Boolean> capabilities = new LinkedHashMap<>();
    capabilities.put("events", true);
    capabilities.put("return-path", true);
    if (domain.commands().queryMigrateCapabilities().contains("late-block-activate")) {
      capabilities.put("late-block-activate", true);
    }
    domain.commands().setCapabilities(capabilities);
    domain.commands().migrateIncoming("tcp:" + settings.dataHost() + ":0");
    MigrateInfo.Listening where = domain.commands().queryMigrate().listening();
    if (where == null) {
      throw new DroverException(
          FailureCode.QEMU_ERROR,
          "QEMU on host %s does not say where it waits for %s"
              .formatted(host.name(), domain.definition().name()));
    }
    return "tcp:" + settings.dataHost() + ":" + where.port();
  }

  /** Nothing was said to the source yet: the record is closed as cancelled at once. */
  private void undo(DestinationSession session, DroverException why) {
    session.undo(why);
    try {
      session.await(session.decided(), DECIDE);
      session.acknowledged();
    } catch (DroverException e) {
      // The first error counts (A2); the session goes on undoing.
      why.addSuppressed(e);
    }
  }

  FinishResult finish(FinishCall call) {
    Optional<DestinationSession> open = sessions.destination(call.migrationId());
    if (open.isEmpty()) {
      return finishedBefore(call);
    }
    DestinationSession session = open.get();
    if (call.cancelled()) {
      session.cancel("The source gave the migration up");
    } else if (!session.word().isFinal()) {
      parts.cookies().terms(call.cookie(), session.record(), null);
      session.commit(call.cookie());
    }
    DestinationWord word = session.await(session.decided(), DECIDE);
    if (call.cancelled() && word == DestinationWord.CANCELLED) {
      // The source's final word is on its disk, and the closed id answers whatever it still asks.
      session.acknowledged();
    }
    return result(call, word == DestinationWord.COMMITTED, session.record().reason());
  }

  private FinishResult finishedBefore(FinishCall call) {
    synchronized (sessions.openingLock()) {
      Optional<ClosedJob> closed = parts.store().closed(call.migrationId(), Side.DESTINATION);
      if (closed.isEmpty() && call.cancelled()) {
        parts
            .store()
            .close(
                Records.tombstone(
                    call.migrationId(),
                    Side.DESTINATION,
                    call.domain(),
                    call.source(),
                    System.currentTimeMillis()));
        return result(call, false, null);
      }
      if (closed.isEmpty()
          || (!call.cancelled() && closed.get().result().equals(Records.TOMBSTONE))) {
        throw new DroverException(
            FailureCode.OUTCOME_UNKNOWN,
            "Host %s knows nothing of migration %s, which the source of domain %s has permitted; its record is lost"
                .formatted(host.name(), call.migrationId(), call.domain()));
      }
      return result(
          call, closed.get().result().equals(Answer.COMMITTED.wireName()), closed.get().reason());
    }
  }

  private FinishResult result(FinishCall call, boolean committed, @Nullable String reason) {
    String name =
        parts
            .running()
            .find(call.domain())
            .map(one -> one.definition().name())
            .orElse(call.domain());
    return new FinishResult(
        committed, parts.cookies().destination(name, call.domain()), committed ? null : reason);
  }

  CancelResult cancel(CancelCall call) {
    FinishResult result =
        finish(
            new FinishCall(call.migrationId(), call.domain(), call.peerHost(), Cookie.EMPTY, true));
    return new CancelResult(
        !result.committed(),
        (result.committed() ? DestinationWord.COMMITTED : DestinationWord.CANCELLED).wireName());
  }

  /** Lets a domain go whose guest's place is settled; the other host hears of it later. */
  void setAside(DestinationSession session) {
    Optional<JobRecord> debt = session.setAside(result -> letGo(session.record(), result));
    if (debt.isPresent()) {
      // The new one first: meanwhile nobody may find the migration unknown.
      sessions.add(session(debt.get(), null));
      session.close();
    }
  }

  private void close(DestinationSession session, Answer result) {
    JobRecord record = session.record();
    if (!record.debt()) {
      letGo(record, result);
    }
    parts.store().close(Records.closed(record, result, null, System.currentTimeMillis()));
    sessions.remove(session);
    session.close();
  }

  private void letGo(JobRecord record, Answer result) {
    if (result == Answer.COMMITTED) {
      keepDefinition(record);
      parts.running().find(record.domain()).ifPresent(one -> one.because(StateReason.MIGRATED));
    }
    if (result == Answer.CANCELLED
        && record.resources().contains(parts.definitions().file(record.domain()).toString())) {
      // Saved before the guest could be started; a domain that stayed away is not defined here.
      parts.definitions().delete(record.domain());
    }
    parts.definitions().unstage(record.domain());
    if (!parts.running().forgetIfDead(record.domain()) && record.statement() != null) {
      parts.running().ended(record.domain(), StateReason.FAILED);
    }
  }

  /** The blackout had no time for the disk: after a power loss only the record has it whole. */
  private void keepDefinition(JobRecord record) {
    Cookie commit = record.commit();
    if (commit != null) {
      parts
          .cookies()
          .terms(commit, record, null)
          .persistentDefinition()
          .ifPresent(parts.definitions()::save);
      parts.definitions().sync(record.domain());
    } else if (parts.definitions().find(record.domain()).isEmpty()) {
      // By a person's statement, without COMMIT: else nothing would be left to boot.
      parts.running().find(record.domain()).map(RunningDomain::definition).ifPresent(this::keep);
    }
  }

  private void keep(DomainDefinition definition) {
    parts.definitions().save(definition);
    parts.definitions().sync(definition.uuid());
  }

  /** The answer to the same statement was lost. */
  private ResolveResult resolvedBefore(ResolveCall call) {
    ClosedJob closed = checks.statedBefore(call, Side.DESTINATION);
    ResolveResult.Effect effect =
        call.statement().sourceDidNotRunOn()
            ? ResolveResult.Effect.COPY_STARTED
            : closed.reason() == null
                ? ResolveResult.Effect.RECORD_CLOSED
                : ResolveResult.Effect.MAY_BOOT;
    return new ResolveResult(
        effect, closed.result(), "host %s has acted on it already".formatted(host.name()));
  }

  /** A person states that the source is dead. */
  ResolveResult resolve(ResolveCall call) {
    Optional<DestinationSession> open = sessions.destination(call.migrationId());
    if (open.isEmpty()) {
      return resolvedBefore(call);
    }
    DestinationSession session = open.get();
    String name = session.record().name();
    boolean was = session.word() == DestinationWord.COMMITTED;
    session.state(call.statement());
    DestinationWord word = session.await(session.decided(), DECIDE);
    if (word == DestinationWord.CANCELLED) {
      throw new DroverException(
          FailureCode.STATEMENT_REFUSED,
          "Host %s could not start its copy of %s and has ended it: %s"
              .formatted(host.name(), name, session.record().reason()));
    }
    if (was) {
      return new ResolveResult(
          ResolveResult.Effect.RECORD_CLOSED,
          word.wireName(),
          "host %s has the guest %s and waits for host %s no longer"
              .formatted(host.name(), name, session.record().peerHost()));
    }
    return call.statement().sourceDidNotRunOn()
        ? new ResolveResult(
            ResolveResult.Effect.COPY_STARTED,
            word.wireName(),
            "the loaded copy of %s was started on host %s".formatted(name, host.name()))
        : new ResolveResult(
            ResolveResult.Effect.MAY_BOOT,
            word.wireName(),
            "the loaded copy of %s was ended on host %s, where it may be booted afresh"
                .formatted(name, host.name()));
  }
}

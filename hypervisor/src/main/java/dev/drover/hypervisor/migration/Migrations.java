package dev.drover.hypervisor.migration;

import dev.drover.hypervisor.domain.DefinitionStore;
import dev.drover.hypervisor.job.JobRecord;
import dev.drover.hypervisor.job.JobStore;
import dev.drover.hypervisor.lock.LockManager;
import dev.drover.hypervisor.peer.PeerNetwork;
import dev.drover.hypervisor.qemu.RunningDomain;
import dev.drover.hypervisor.qemu.RunningDomains;
import dev.drover.protocol.Side;
import dev.drover.protocol.Step;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.AbortCall;
import dev.drover.protocol.message.BeginCall;
import dev.drover.protocol.message.BeginResult;
import dev.drover.protocol.message.CancelCall;
import dev.drover.protocol.message.CancelResult;
import dev.drover.protocol.message.ConfirmCall;
import dev.drover.protocol.message.ConfirmResult;
import dev.drover.protocol.message.Evidence;
import dev.drover.protocol.message.EvidenceCall;
import dev.drover.protocol.message.FinishCall;
import dev.drover.protocol.message.FinishResult;
import dev.drover.protocol.message.JobInfo;
import dev.drover.protocol.message.PerformCall;
import dev.drover.protocol.message.PerformResult;
import dev.drover.protocol.message.PrepareCall;
import dev.drover.protocol.message.PrepareResult;
import dev.drover.protocol.message.Progress;
import dev.drover.protocol.message.ResolveCall;
import dev.drover.protocol.message.ResolveResult;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The migrations of one host, in and out. Owns the sessions; QEMU, the store and the network are
 * their owner's. Thread-safe.
 */
public final class Migrations implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

  private final Sessions sessions = new Sessions();
  private final SessionParts parts;
  private final Witness witness;
  private final SourceSteps source;
  private final DestinationSteps destination;

  public Migrations(
      HostIdentity host,
      MigrationSettings settings,
      JobStore store,
      PeerNetwork peers,
      LockManager locks,
      DefinitionStore definitions,
      RunningDomains running,
      MoveObserver observer) {
    parts =
        new SessionParts(
            store,
            peers,
            locks,
            definitions,
            running,
            new Cookies(host, definitions, locks),
            observer);
    witness = new Witness(host, locks);
    Checks checks = new Checks(host, parts);
    source = new SourceSteps(host, parts, sessions, checks);
    destination = new DestinationSteps(host, parts, sessions, checks, settings);
  }

  /**
   * Makes a session of every open record, looks at each QEMU, finishes what cannot wait, and only
   * then takes links. Called once, after the running domains were found.
   */
  public void recover() {
    for (JobRecord record : parts.store().open()) {
      @Nullable RunningDomain domain =
          record.debt() ? null : parts.running().find(record.domain()).orElse(null);
      LOG.info(
          "Domain {}: migration {} is open, {} {}, QEMU {}",
          record.name(),
          record.migrationId(),
          record.side(),
          record.word(),
          domain == null ? "not found" : domain.state());
      parts.observer().recovered(RecoveryAction.MOVE_TAKEN_UP);
      if (record.side() == Side.SOURCE) {
        SourceSession session = source.session(record, domain);
        sessions.add(session);
        attempt(session::recover, record);
      } else {
        DestinationSession session = destination.session(record, domain);
        sessions.add(session);
        attempt(session::recover, record);
      }
    }
    for (DroverException unreadable : parts.store().unreadable()) {
      LOG.error("{} {}", unreadable.getMessage(), unreadable.code().advice());
    }
    Rehearsal.start();
    parts.peers().listen(new PeerRouter(sessions, parts.store()));
  }

  private static void attempt(Runnable recovery, JobRecord record) {
    try {
      recovery.run();
    } catch (DroverException e) {
      LOG.error("Domain {}: recovery goes on in the background: {}", record.name(), e.getMessage());
    }
  }

  /** Returns the open moves, without asking anybody. */
  public List<MoveView> open() {
    return sessions.views();
  }

  /** Returns whether a record is open on a domain. */
  public boolean isMoving(String domain) {
    return sessions.on(domain).isPresent();
  }

  /** Returns the open job on a domain, and what this host knows of it. Asks no QEMU. */
  public Optional<JobInfo> jobOn(String domain) {
    return sessions.on(domain).flatMap(this::info);
  }

  /** Empty if the record is closed at this very moment. */
  private Optional<JobInfo> info(JobRecord record) {
    String id = record.migrationId();
    return switch (record.side()) {
      case SOURCE ->
          sessions
              .source(id)
              .map(
                  one ->
                      Records.info(
                          one.record(), one.trouble().orElse(null), one.evidence(witness)));
      case DESTINATION ->
          sessions
              .destination(id)
              .map(one -> Records.info(one.record(), null, one.evidence(witness)));
    };
  }

  /** Returns what this host knows of a move and can prove. Asks no QEMU. */
  public Evidence evidence(EvidenceCall call) {
    Optional<Evidence> open =
        switch (call.side()) {
          case SOURCE -> sessions.source(call.migrationId()).map(one -> one.evidence(witness));
          case DESTINATION ->
              sessions.destination(call.migrationId()).map(one -> one.evidence(witness));
        };
    return open.orElseGet(
        () ->
            witness.without(
                call,
                parts.store().closed(call.migrationId(), call.side()),
                parts.running().find(call.domain())));
  }

  /** Takes a person's statement. */
  public ResolveResult resolve(ResolveCall call) {
    Optional<String> mistake = call.statement().mistake();
    if (mistake.isPresent()) {
      throw new DroverException(FailureCode.INVALID_ARGUMENT, mistake.get());
    }
    return switch (call.statement().actor()) {
      case SOURCE -> source.resolve(call);
      case DESTINATION -> destination.resolve(call);
    };
  }

  /** Returns whether every record of this host can be read, the closed ones included. */
  public boolean isReadable() {
    return parts.store().unreadable().isEmpty();
  }

  /**
   * Returns whether every open record on a domain has a final word: it is known where the guest is,
   * and only the other host has yet to hear it. True without a record.
   */
  public boolean isDecided(String domain) {
    return sessions.on(domain).map(Records::isDecided).orElse(true);
  }

  /** Ends the guest of a domain on the move as soon as the source's word allows it. */
  public boolean destroyMoving(String domain) {
    Optional<SourceSession> session =
        sessions.sourceOf(domain).filter(one -> !one.word().isFinal());
    session.ifPresent(SourceSession::destroy);
    return session.isPresent();
  }

  public BeginResult begin(BeginCall call) {
    return counted(
        Step.BEGIN,
        () -> {
          settle(call.domain(), call.migrationId());
          return source.begin(call);
        });
  }

  public PrepareResult prepare(PrepareCall call) {
    return counted(
        Step.PREPARE,
        () -> {
          settle(call.domain(), call.migrationId());
          return destination.prepare(call);
        });
  }

  /**
   * Lets the hosts settle an earlier move that is decided; one that is away holds no domain
   * (switchover.md, section 2).
   */
  private void settle(String domain, String migrationId) {
    sessions.awaitSettled(domain, migrationId, SessionParts.SUPERSEDED);
    Optional<JobRecord> holder =
        sessions
            .on(domain)
            .filter(one -> !one.migrationId().equals(migrationId) && Records.isDecided(one));
    if (holder.isPresent()) {
      String id = holder.get().migrationId();
      LOG.info(
          "Domain {}: migration {} ({}) is only to be heard of by host {} and holds it no longer",
          holder.get().name(),
          id,
          holder.get().word(),
          holder.get().peerHost());
      switch (holder.get().side()) {
        case SOURCE -> sessions.source(id).ifPresent(source::setAside);
        case DESTINATION -> sessions.destination(id).ifPresent(destination::setAside);
      }
    }
  }

  /** Returns an open record that a domain has left behind; it forbids only to boot it afresh. */
  public Optional<JobInfo> debtOf(String domain) {
    return sessions.debtOf(domain).flatMap(this::info);
  }

  private <T> T counted(Step step, Supplier<T> call) {
    try {
      return call.get();
    } catch (DroverException e) {
      parts.observer().refused(step, e.code());
      throw e;
    }
  }

  public PerformResult perform(PerformCall call, Consumer<Progress> watcher) {
    return source.perform(call, watcher);
  }

  public FinishResult finish(FinishCall call) {
    return destination.finish(call);
  }

  public ConfirmResult confirm(ConfirmCall call) {
    return source.confirm(call);
  }

  public CancelResult cancel(CancelCall call) {
    return switch (call.side()) {
      case SOURCE -> source.cancel(call);
      case DESTINATION -> destination.cancel(call);
    };
  }

  public void abort(AbortCall call) {
    source.abort(call);
  }

  /** Stops acting: records, QEMUs and transfers stay as they are for the next worker. */
  @Override
  public void close() {
    sessions.close();
    witness.close();
  }
}

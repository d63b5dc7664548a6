package dev.drover.hypervisor;

import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.domain.DefinitionStore;
import dev.drover.hypervisor.domain.DomainDefinition;
import dev.drover.hypervisor.domain.DomainXml;
import dev.drover.hypervisor.domain.IdentitySource;
import dev.drover.hypervisor.lock.LockManager;
import dev.drover.hypervisor.migration.HostIdentity;
import dev.drover.hypervisor.migration.Migrations;
import dev.drover.hypervisor.peer.PeerNetwork;
import dev.drover.hypervisor.qemu.RunningDomain;
import dev.drover.hypervisor.qemu.RunningDomains;
import dev.drover.hypervisor.sweep.Ledger;
import dev.drover.hypervisor.sweep.Sweeper;
import dev.drover.protocol.StateReason;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.AbortCall;
import dev.drover.protocol.message.BeginCall;
import dev.drover.protocol.message.BeginResult;
import dev.drover.protocol.message.CancelCall;
import dev.drover.protocol.message.CancelResult;
import dev.drover.protocol.message.ConfirmCall;
import dev.drover.protocol.message.ConfirmResult;
import dev.drover.protocol.message.DomainInfo;
import dev.drover.protocol.message.Evidence;
import dev.drover.protocol.message.EvidenceCall;
import dev.drover.protocol.message.FinishCall;
import dev.drover.protocol.message.FinishResult;
import dev.drover.protocol.message.HostInfo;
import dev.drover.protocol.message.JobInfo;
import dev.drover.protocol.message.PerformCall;
import dev.drover.protocol.message.PerformResult;
import dev.drover.protocol.message.PrepareCall;
import dev.drover.protocol.message.PrepareResult;
import dev.drover.protocol.message.Progress;
import dev.drover.protocol.message.ResolveCall;
import dev.drover.protocol.message.ResolveResult;
import dev.drover.protocol.message.SweepReport;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * A host whose domains are QEMU processes. Small jobs on one domain exclude each other here; that
 * they do not meet a migration is the workflow id's business, and the open job record's.
 */
public final class QemuHypervisor implements Hypervisor, AutoCloseable {
  private final HostIdentity identity;
  private final String version;
  private final DefinitionStore definitions;
  private final RunningDomains running;
  private final Migrations migrations;
  private final PeerNetwork peers;
  private final DomainDirectory directory;
  private final DomainLeases leases;
  private final Sweeper sweeper;
  private final long startedAt = System.currentTimeMillis();
  private final ConcurrentHashMap<String, Object> domainLocks = new ConcurrentHashMap<>();

  /**
   * @param state this host's state folder
   * @param version drover's own, for the announcement
   * @param locks for domains that do not move; migrations have them too
   * @param peers for its address only; migrations drive it
   */
  public QemuHypervisor(
      Path state,
      HostIdentity identity,
      String version,
      LockManager locks,
      DefinitionStore definitions,
      RunningDomains running,
      Migrations migrations,
      PeerNetwork peers) {
    this.identity = requireNonNull(identity, "identity is null");
    this.version = requireNonNull(version, "version is null");
    this.definitions = requireNonNull(definitions, "definitions is null");
    this.running = requireNonNull(running, "running is null");
    this.migrations = requireNonNull(migrations, "migrations is null");
    this.peers = requireNonNull(peers, "peers is null");
    leases = new DomainLeases(locks, definitions, running, migrations, this::lock);
    directory = new DomainDirectory(identity, definitions, running, migrations);
    sweeper = new Sweeper(state, identity.id(), definitions, running, locks, new OwnLedger());
  }

  /** Finds this host's QEMUs and open migrations; called once, before anybody else is let in. */
  public RunningDomains.Found recover() {
    RunningDomains.Found found = running.recover();
    migrations.recover();
    leases.recover();
    return found;
  }

  /** Returns what this host knows of itself; asks no QEMU and no peer. */
  public HostSnapshot snapshot() {
    return new HostSnapshot(directory.states(), running.held(), migrations.open());
  }

  @Override
  public HostInfo host() {
    String qemu;
    try {
      qemu = running.binary().version().toString();
    } catch (DroverException e) {
      qemu = "";
    }
    return new HostInfo(identity.id(), identity.name(), version, qemu, peers.address(), startedAt);
  }

  @Override
  public List<DomainInfo> domains() {
    return directory.all();
  }

  @Override
  public DefinitionCheck check(String xml) {
    DomainDefinition definition = read(xml);
    return new DefinitionCheck(definition.uuid(), definition.name(), DomainXml.write(definition));
  }

  @Override
  public DomainInfo define(String xml) {
    DomainDefinition definition = read(xml);
    synchronized (lock(definition.uuid())) {
      refuseWhileMoving(definition.uuid(), "defined");
      running.refuseOtherOfName(definition, identity.name());
      definitions.save(definition);
      definitions.sync(definition.uuid());
      return known(definition.uuid());
    }
  }

  @Override
  public DomainInfo start(String domain) {
    synchronized (lock(domain)) {
      refuseWhileMoving(domain, "started");
      refuse(migrations.debtOf(domain), domain, "started");
      refuseHeld(domain, "started");
      Optional<RunningDomain> active = active(domain);
      if (active.isPresent()) {
        return startedBefore(active.get());
      }
      DomainDefinition definition = definitions.find(domain).orElseThrow(() -> unknown(domain));
      running.forget(domain);
      leases.claim(domain, definition.name());
      RunningDomain made = booted(definition);
      made.resume();
      made.because(StateReason.BOOTED);
      return known(domain);
    }
  }

  private RunningDomain booted(DomainDefinition definition) {
    try {
      return running.start(definition, false);
    } catch (DroverException e) {
      leases.release(definition.uuid());
      throw e;
    }
  }

  /** A start whose answer was lost leaves a domain that has not run yet. */
  private DomainInfo startedBefore(RunningDomain domain) {
    if (domain.neverRan()) {
      domain.resume();
      domain.because(StateReason.BOOTED);
      return known(domain.definition().uuid());
    }
    throw new DroverException(
        FailureCode.DOMAIN_RUNNING,
        "Domain %s is active on host %s already"
            .formatted(domain.definition().name(), identity.name()));
  }

  @Override
  public DomainInfo destroy(String domain) {
    synchronized (lock(domain)) {
      if (migrations.destroyMoving(domain)) {
        running.ended(domain, StateReason.DESTROYED);
        return known(domain);
      }
      refuseUndecided(domain, "destroyed");
      refuseHeld(domain, "destroyed");
      Optional<RunningDomain> active = running.find(domain);
      if (active.isEmpty() && definitions.find(domain).isEmpty()) {
        throw unknown(domain);
      }
      if (active.isPresent()) {
        DomainInfo before = known(domain);
        active.get().end();
        running.forget(domain);
        leases.release(domain);
        running.ended(domain, StateReason.DESTROYED);
        return directory.ended(before, StateReason.DESTROYED);
      }
      leases.release(domain);
      return known(domain);
    }
  }

  @Override
  public DomainInfo suspend(String domain) {
    synchronized (lock(domain)) {
      // The source's side of a move that has failed still lets its guest run on by itself.
      refuseWhileMoving(domain, "suspended");
      RunningDomain active = active(domain).orElseThrow(() -> notRunning(domain));
      active.suspend();
      active.because(StateReason.USER);
      return known(domain);
    }
  }

  @Override
  public DomainInfo resume(String domain) {
    synchronized (lock(domain)) {
      refuseUndecided(domain, "resumed");
      RunningDomain active = active(domain).orElseThrow(() -> notRunning(domain));
      active.resume();
      active.because(StateReason.USER);
      return known(domain);
    }
  }

  @Override
  public void undefine(String domain) {
    synchronized (lock(domain)) {
      refuseWhileMoving(domain, "undefined");
      refuseHeld(domain, "undefined");
      if (active(domain).isPresent()) {
        throw new DroverException(
            FailureCode.DOMAIN_RUNNING,
            "Domain %s runs on host %s".formatted(known(domain).name(), identity.name()));
      }
      // What a crashed QEMU has left would keep the domain's name.
      running.forget(domain);
      leases.release(domain);
      definitions.delete(domain);
      running.ended(domain, StateReason.UNKNOWN);
    }
  }

  @Override
  public BeginResult begin(BeginCall call) {
    synchronized (lock(call.domain())) {
      return migrations.begin(call);
    }
  }

  @Override
  public PrepareResult prepare(PrepareCall call) {
    synchronized (lock(call.domain())) {
      return migrations.prepare(call);
    }
  }

  @Override
  public PerformResult perform(PerformCall call, Consumer<Progress> watcher) {
    return migrations.perform(call, watcher);
  }

  @Override
  public FinishResult finish(FinishCall call) {
    return migrations.finish(call);
  }

  @Override
  public ConfirmResult confirm(ConfirmCall call) {
    return migrations.confirm(call);
  }

  @Override
  public CancelResult cancel(CancelCall call) {
    return migrations.cancel(call);
  }

  @Override
  public void abort(AbortCall call) {
    migrations.abort(call);
  }

  @Override
  public SweepReport sweep(boolean fix) {
    return sweeper.sweep(fix);
  }

  @Override
  public Evidence evidence(EvidenceCall call) {
    return migrations.evidence(call);
  }

  @Override
  public ResolveResult resolve(ResolveCall call) {
    return migrations.resolve(call);
  }

  /** Lets go of monitors and links; guests and transfers go on. */
  @Override
  public void close() {
    leases.close();
    migrations.close();
    running.close();
  }

  private Object lock(String domain) {
    return domainLocks.computeIfAbsent(domain, uuid -> new Object());
  }

  private DomainDefinition read(String xml) {
    return running.pinned(DomainXml.read(xml, IdentitySource.random()));
  }

  private Optional<RunningDomain> active(String domain) {
    return running.find(domain).filter(RunningDomain::isAlive);
  }

  /** Until a side's word is final, the guest is not its user's to stop, start or end. */
  private void refuseUndecided(String domain, String what) {
    if (!migrations.isDecided(domain)) {
      refuseWhileMoving(domain, what);
    }
  }

  /** A domain with an open record is never cold-booted or forgotten: it may run elsewhere. */
  private void refuseWhileMoving(String domain, String what) {
    refuse(migrations.jobOn(domain), domain, what);
  }

  private void refuse(Optional<JobInfo> job, String domain, String what) {
    if (job.isPresent()) {
      throw new DroverException(
          FailureCode.DOMAIN_BUSY,
          "Domain %s cannot be %s on host %s: %s %s holds it since %s"
              .formatted(
                  directory.name(domain),
                  what,
                  identity.name(),
                  job.get().kind(),
                  job.get().migrationId(),
                  Instant.ofEpochMilli(job.get().startedAtEpochMillis())));
    }
  }

  /** A QEMU that a worker cannot find out about may run: nothing is done that its death allows. */
  private void refuseHeld(String domain, String what) {
    if (running.isHeld(domain)) {
      throw new DroverException(
          FailureCode.DOMAIN_RUNNING,
          "Domain %s cannot be %s on host %s: a QEMU of it may run there, of which the worker cannot find out more."
              .formatted(directory.name(domain), what, identity.name()));
    }
  }

  /** What this host's jobs and small jobs hold. */
  private final class OwnLedger implements Ledger {
    @Override
    public boolean isOpen(String domain) {
      return migrations.jobOn(domain).isPresent();
    }

    @Override
    public boolean isReadable() {
      return migrations.isReadable();
    }

    @Override
    public Object lock(String domain) {
      return QemuHypervisor.this.lock(domain);
    }
  }

  private DomainInfo known(String domain) {
    return directory.find(domain).orElseThrow(() -> unknown(domain));
  }

  private DroverException unknown(String domain) {
    return new DroverException(
        FailureCode.UNKNOWN_DOMAIN, "Host %s has no domain %s".formatted(identity.name(), domain));
  }

  private DroverException notRunning(String domain) {
    return new DroverException(
        FailureCode.DOMAIN_NOT_RUNNING,
        "Domain %s does not run on host %s".formatted(directory.name(domain), identity.name()));
  }
}

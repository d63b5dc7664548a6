package dev.drover.hypervisor;

import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.domain.DefinitionStore;
import dev.drover.hypervisor.lock.LockManager;
import dev.drover.hypervisor.migration.Migrations;
import dev.drover.hypervisor.qemu.RunningDomain;
import dev.drover.hypervisor.qemu.RunningDomains;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a domain and its lease together outside of moves: taken before its QEMU is started, given
 * up when that is dead. In a move the two sessions change the lease, and this class stays away.
 */
final class DomainLeases implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DomainLeases.class);

  private final LockManager locks;
  private final DefinitionStore definitions;
  private final RunningDomains running;
  private final Migrations migrations;
  private final Function<String, Object> domainLocks;
  private final ExecutorService reaper =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          task -> {
            Thread thread = new Thread(task, "leases of domains that end");
            thread.setDaemon(true);
            return thread;
          },
          // Monitors that this worker closes at its end are no ends of guests.
          new ThreadPoolExecutor.DiscardPolicy());

  /**
   * @param domainLocks what to synchronize on while a domain of this UUID is started or ended
   */
  DomainLeases(
      LockManager locks,
      DefinitionStore definitions,
      RunningDomains running,
      Migrations migrations,
      Function<String, Object> domainLocks) {
    this.locks = requireNonNull(locks, "locks is null");
    this.definitions = requireNonNull(definitions, "definitions is null");
    this.running = requireNonNull(running, "running is null");
    this.migrations = requireNonNull(migrations, "migrations is null");
    this.domainLocks = requireNonNull(domainLocks, "domainLocks is null");
  }

  /**
   * Looks after every domain of this host: one that runs without its lease takes it at once, or is
   * stopped and held; one that does not run gives it up.
   */
  void recover() {
    definitions.folders().forEach(this::recover);
    running.whenLost(domain -> reaper.execute(() -> ended(domain)));
  }

  private void recover(String uuid) {
    if (migrations.isMoving(uuid) || running.isHeld(uuid)) {
      return;
    }
    Optional<RunningDomain> active = running.find(uuid).filter(RunningDomain::isAlive);
    try {
      if (active.isPresent()) {
        locks.claim(uuid, active.get().definition().name());
      } else if (migrations.isReadable()) {
        // A record that cannot be read may name this domain, and its heir may need the lease.
        release(uuid);
      }
    } catch (DroverException e) {
      // A lockspace that cannot be read is no refusal: the guest runs on.
      if (e.code() == FailureCode.DOMAIN_LEASED && active.isPresent()) {
        hold(active.get(), e);
      } else {
        LOG.error("The lease of domain {}: {}", uuid, e.getMessage());
      }
    }
  }

  private static void hold(RunningDomain domain, DroverException why) {
    LOG.error(
        "ALARM: {} Its guest here is stopped and held; find out which copy is good.",
        why.getMessage());
    try {
      domain.suspend();
    } catch (DroverException e) {
      LOG.error("ALARM: domain {} runs on: {}", domain.definition().name(), e.getMessage());
    }
  }

  /**
   * Takes a domain's lease before its QEMU is started.
   *
   * @throws DroverException DOMAIN_LEASED, or the lockspace cannot be used
   */
  void claim(String uuid, String name) {
    locks.claim(uuid, name);
  }

  /**
   * Gives a domain's lease up, unless its QEMU may still be there; what cannot be given up stays
   * this host's.
   */
  void release(String uuid) {
    if (running.mayBeThere(uuid)) {
      return;
    }
    try {
      locks.release(uuid);
    } catch (DroverException e) {
      LOG.warn("The lease of domain {} stays this host's: {}", uuid, e.getMessage());
    }
  }

  /** A guest may power itself off or crash: its lease must not keep it from starting elsewhere. */
  private void ended(RunningDomain domain) {
    String uuid = domain.definition().uuid();
    if (!domain.awaitDeath()) {
      return;
    }
    // Whoever starts the domain anew has claimed the lease, and holds this lock until QEMU is
    // there.
    synchronized (domainLocks.apply(uuid)) {
      if (!migrations.isMoving(uuid)) {
        release(uuid);
      }
    }
  }

  @Override
  public void close() {
    reaper.shutdownNow();
  }
}

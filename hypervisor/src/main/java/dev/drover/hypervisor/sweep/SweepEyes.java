package dev.drover.hypervisor.sweep;

import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.domain.DefinitionStore;
import dev.drover.hypervisor.lock.Lease;
import dev.drover.hypervisor.lock.LeaseState;
import dev.drover.hypervisor.lock.LockManager;
import dev.drover.hypervisor.qemu.DomainFolder;
import dev.drover.hypervisor.qemu.Liveness;
import dev.drover.hypervisor.qemu.QemuProcess;
import dev.drover.hypervisor.qemu.QemuTable;
import dev.drover.hypervisor.qemu.RunStateLog;
import dev.drover.hypervisor.qemu.RunningDomain;
import dev.drover.hypervisor.qemu.RunningDomains;
import dev.drover.hypervisor.qmp.QmpCommands;
import dev.drover.hypervisor.qmp.QmpEndpoint;
import dev.drover.hypervisor.qmp.QmpEvent;
import dev.drover.hypervisor.qmp.QmpException;
import dev.drover.hypervisor.qmp.QmpListener;
import dev.drover.hypervisor.qmp.QmpMonitor;
import dev.drover.protocol.CanonicalUuid;
import dev.drover.protocol.StateLayout;
import dev.drover.protocol.failure.DroverException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one thing at a time. Who looks while nobody holds the domain's lock may see a thing that
 * is just being made or removed; then the domain has a claim before or after, and there is nothing
 * to see.
 */
final class SweepEyes {
  /** A monitor that does not answer at once belongs to a QEMU that is left alone anyway. */
  private static final Duration ANSWER = Duration.ofSeconds(1);

  private final Path state;
  private final String host;
  private final DefinitionStore definitions;
  private final RunningDomains running;
  private final LockManager locks;
  private final Ledger ledger;

  SweepEyes(
      Path state,
      String host,
      DefinitionStore definitions,
      RunningDomains running,
      LockManager locks,
      Ledger ledger) {
    this.state = requireNonNull(state, "state is null");
    this.host = requireNonNull(host, "host is null");
    this.definitions = requireNonNull(definitions, "definitions is null");
    this.running = requireNonNull(running, "running is null");
    this.locks = requireNonNull(locks, "locks is null");
    this.ledger = requireNonNull(ledger, "ledger is null");
  }

  /** Returns who has a right to what belongs to a domain. */
  Claim claim(String domain) {
    if (ledger.isOpen(domain)) {
      return Claim.OPEN_RECORD;
    }
    if (running.isNamed(domain)) {
      return Claim.LIVING_QEMU;
    }
    if (!ledger.isReadable()) {
      return Claim.UNREADABLE_RECORD;
    }
    return Files.exists(definitions.file(domain)) ? Claim.DEFINITION : Claim.NOBODY;
  }

  /** Returns the domain below whose folder here a process has its pidfile. */
  Optional<String> domainOf(QemuTable.Seen process) {
    Path pidfile = process.pidfile();
    Path run = pidfile.getParent();
    Path folder = run == null ? null : run.getParent();
    if (folder == null || folder.getFileName() == null) {
      return Optional.empty();
    }
    String domain = folder.getFileName().toString();
    return running.folder(domain).equals(run) ? Optional.of(domain) : Optional.empty();
  }

  /** Looks at a QEMU of this host; empty if it is the one that its domain has by right. */
  Optional<Sight> qemu(String domain, QemuTable.Seen process) {
    Claim before = claim(domain);
    DomainFolder folder = new DomainFolder(running.folder(domain));
    boolean holdsPidfile = process.holdsPidfile(folder);
    Optional<RunningDomain> known = holdsPidfile ? running.find(domain) : Optional.empty();
    boolean waits = process.incoming() && known.filter(RunningDomain::neverRan).isPresent();
    boolean belongs = holdsPidfile || process.isOnItsWay(folder);
    if (before == Claim.OPEN_RECORD || (before == Claim.LIVING_QEMU && belongs && !waits)) {
      return Optional.empty();
    }
    Sight.Qemu seen =
        new Sight.Qemu(
            waits ? claimOfJobs(domain) : before,
            domain,
            process.pid(),
            folder.path(),
            holdsPidfile,
            known.map(SweepEyes::asked).orElseGet(() -> asked(domain, folder)).orElse(null),
            RunStateLog.read(folder.runStateLog()).provesNeverRan(),
            process.listensOn());
    return claim(domain) == before && process.isThere() ? Optional.of(seen) : Optional.empty();
  }

  /** Only a job has a right to a QEMU that waits for a guest, or to what lies ready for one. */
  private Claim claimOfJobs(String domain) {
    if (ledger.isOpen(domain)) {
      return Claim.OPEN_RECORD;
    }
    return ledger.isReadable() ? Claim.NOBODY : Claim.UNREADABLE_RECORD;
  }

  private static Optional<Sight.Says> asked(RunningDomain known) {
    try {
      return Optional.of(says(known.queries()));
    } catch (QmpException e) {
      return Optional.empty();
    }
  }

  private static Optional<Sight.Says> asked(String domain, DomainFolder folder) {
    QmpEndpoint endpoint = new QmpEndpoint(domain, folder.monitorSocket(), false);
    try (QmpMonitor monitor = endpoint.connect(new Deaf(), ANSWER, () -> false)) {
      return Optional.of(says(new QmpCommands(monitor, ANSWER)));
    } catch (QmpException e) {
      return Optional.empty();
    }
  }

  private static Sight.Says says(QmpCommands monitor) {
    QmpCommands.MigrationAndStatus says = monitor.queryMigrateAndStatus();
    return new Sight.Says(says.status(), says.migration().status());
  }

  /** Looks at a domain's folder, or at what else lies among them. */
  Optional<Sight> folder(String name) {
    Path path = definitions.folder(name);
    if (Files.isRegularFile(path)) {
      return Optional.of(new Sight.File(Claim.NOBODY, null, path, false));
    }
    if (!isUuid(name)) {
      return Optional.of(new Sight.Folder(Claim.NOBODY, null, path, Liveness.UNKNOWN));
    }
    Claim before = claim(name);
    if (before == Claim.DEFINITION && !hasUnnamedRun(name)) {
      return Optional.empty();
    }
    Sight.Folder seen =
        before == Claim.DEFINITION
            ? new Sight.Folder(Claim.NOBODY, name, running.folder(name), liveness(name))
            : new Sight.Folder(before, name, path, liveness(name));
    return Files.isDirectory(seen.path()) && claim(name) == before
        ? Optional.of(seen)
        : Optional.empty();
  }

  static boolean isUuid(String name) {
    return CanonicalUuid.of(name).filter(name::equals).isPresent();
  }

  /** A QEMU that is known has its definition beside its folder, and its folder is evidence. */
  private boolean hasUnnamedRun(String domain) {
    return Files.isDirectory(running.folder(domain))
        && Files.notExists(definitions.folder(domain).resolve(StateLayout.LIVE_DEFINITION));
  }

  private Liveness liveness(String domain) {
    return QemuProcess.attach(domain, new DomainFolder(running.folder(domain))).liveness();
  }

  /** Looks at a file in a domain's folder that was begun under another name than its own. */
  Optional<Sight> draft(String domain, Path file) {
    return Files.exists(file)
        ? Optional.of(new Sight.File(claimOfJobs(domain), domain, file, true))
        : Optional.empty();
  }

  /** Looks at a lease; empty unless it is this host's. */
  Optional<Sight> lease(String domain) {
    Claim before = claim(domain);
    Optional<Lease> lease = locks.find(domain).filter(this::keepsOthersAway);
    if (lease.isEmpty() || claim(domain) != before) {
      return Optional.empty();
    }
    return Optional.of(
        new Sight.OwnLease(
            before,
            domain,
            lease.get(),
            liveness(domain),
            hasProcess(domain),
            lease.get().sinceEpochMillis() < stateMadeAt()));
  }

  private boolean keepsOthersAway(Lease lease) {
    return lease.state() == LeaseState.HANDED_BACK
        ? host.equals(lease.heir())
        : lease.state() != LeaseState.FREE && lease.owner().equals(host);
  }

  /** The host's id is written once, when the folder is made. */
  private long stateMadeAt() {
    try {
      return Files.getLastModifiedTime(state.resolve(StateLayout.HOST_ID)).toMillis();
    } catch (IOException e) {
      return Long.MAX_VALUE;
    }
  }

  /**
   * Returns whether a process of this machine was started for a domain, other than by another host
   * that shares it; null if unknown.
   */
  private @Nullable Boolean hasProcess(String domain) {
    try {
      return QemuTable.all().stream()
          .anyMatch(one -> domain.equals(one.uuid()) && !isOfAnotherHost(one.pidfile()));
    } catch (DroverException e) {
      return null;
    }
  }

  /** A process whose state folder is gone may be this host's. */
  private boolean isOfAnotherHost(Path pidfile) {
    Path other = pidfile.resolve("../../../..").normalize();
    try {
      return !Files.readString(other.resolve(StateLayout.HOST_ID)).strip().equals(host);
    } catch (IOException e) {
      return false;
    }
  }

  /** What a QEMU tells of itself meanwhile is asked for, not heard. */
  private static final class Deaf implements QmpListener {
    @Override
    public void event(QmpEvent event) {}

    @Override
    public void closed(String reason) {}
  }
}

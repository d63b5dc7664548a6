package dev.drover.worker;

import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.Hypervisor;
import dev.drover.hypervisor.QemuHypervisor;
import dev.drover.hypervisor.domain.DefinitionStore;
import dev.drover.hypervisor.job.FileJobStore;
import dev.drover.hypervisor.job.JobStore;
import dev.drover.hypervisor.job.StateFolder;
import dev.drover.hypervisor.lock.FolderLockManager;
import dev.drover.hypervisor.lock.LockManager;
import dev.drover.hypervisor.lock.NoLockManager;
import dev.drover.hypervisor.migration.HostIdentity;
import dev.drover.hypervisor.migration.MigrationSettings;
import dev.drover.hypervisor.migration.Migrations;
import dev.drover.hypervisor.peer.HostCertificates;
import dev.drover.hypervisor.peer.PeerNetwork;
import dev.drover.hypervisor.peer.TlsPeerNetwork;
import dev.drover.hypervisor.qemu.RunningDomains;
import dev.drover.worker.config.WorkerConfig;
import dev.drover.worker.metrics.HostMetrics;
import dev.drover.worker.metrics.HostSource;
import dev.drover.worker.runtime.LocalHost;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A host put together from its parts, recovered. Closing takes the parts down in the order opposite
 * to their making; QEMUs, their transfers and the records stay for the next worker.
 */
final class HostWiring implements LocalHost {
  private static final Logger LOG = LoggerFactory.getLogger(HostWiring.class);

  private final Deque<AutoCloseable> made = new ArrayDeque<>();
  private final JobStore store;
  private final QemuHypervisor hypervisor;
  private final HostSource numbers;

  private HostWiring(WorkerConfig config, WorkerParts parts, HostMetrics metrics) {
    HostCertificates certificates = HostCertificates.read(config.certificates());
    try {
      StateFolder folder = keep(StateFolder.open(config.stateFolder(), certificates.hostId()));
      JobStore onDisk = keep(FileJobStore.open(folder, InstantSource.system()));
      store = parts.store().apply(metrics.measured(onDisk));
      PeerNetwork peers =
          keep(
              parts
                  .peers()
                  .apply(
                      new TlsPeerNetwork(
                          certificates,
                          config.peerListen().getHost(),
                          config.peerListen().getPort())));
      LockManager locks = parts.locks().apply(locks(config, folder));
      LOG.info("Host {} ({}). {}", config.name(), folder.hostId(), locks.protection());
      DefinitionStore definitions = new DefinitionStore(folder.domains());
      RunningDomains running =
          new RunningDomains(definitions, config.qemu(), folder.bootId(), metrics.qmp());
      HostIdentity identity = new HostIdentity(folder.hostId(), config.name(), folder.bootId());
      Migrations migrations =
          new Migrations(
              identity,
              new MigrationSettings(config.dataListen(), config.maxIncoming()),
              store,
              peers,
              locks,
              definitions,
              running,
              metrics.moves());
      // Owns the running domains and the migrations.
      hypervisor =
          keep(
              new QemuHypervisor(
                  folder.path(),
                  identity,
                  version(),
                  locks,
                  definitions,
                  running,
                  migrations,
                  peers));
      metrics.found(hypervisor.recover());
      numbers =
          new HostSource(
              identity.id(),
              hypervisor::snapshot,
              () -> store.unreadable().size(),
              certificates.ends(),
              folder.path());
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Opens this host and recovers it.
   *
   * @throws dev.drover.protocol.failure.DroverException if a part cannot be opened; nothing stays
   *     open then
   */
  static LocalHost open(WorkerConfig config, WorkerParts parts, HostMetrics metrics) {
    return new HostWiring(requireNonNull(config, "config is null"), parts, metrics);
  }

  private static LockManager locks(WorkerConfig config, StateFolder folder) {
    Optional<Path> lockspace = config.lockspace();
    return lockspace.isPresent()
        ? new FolderLockManager(
            lockspace.get(), folder.hostId(), config.name(), InstantSource.system())
        : new NoLockManager();
  }

  private <T extends AutoCloseable> T keep(T part) {
    made.push(part);
    return part;
  }

  /** Returns drover's own version. */
  static String version() {
    String version = HostWiring.class.getPackage().getImplementationVersion();
    return Objects.requireNonNullElse(version, "from the sources");
  }

  @Override
  public Hypervisor hypervisor() {
    return hypervisor;
  }

  @Override
  public JobStore store() {
    return store;
  }

  @Override
  public HostSource numbers() {
    return numbers;
  }

  @Override
  public void close() {
    while (!made.isEmpty()) {
      AutoCloseable part = made.pop();
      try {
        part.close();
      } catch (Exception e) {
        // The rest has to be closed all the same, above all the lock of the state folder.
        LOG.warn("{} did not close cleanly: {}", part.getClass().getSimpleName(), e.toString());
      }
    }
  }
}

package dev.drover.hypervisor.migration;

import dev.drover.hypervisor.QemuHypervisor;
import dev.drover.hypervisor.domain.DefinitionStore;
import dev.drover.hypervisor.job.FileJobStore;
import dev.drover.hypervisor.job.JobStore;
import dev.drover.hypervisor.job.StateFolder;
import dev.drover.hypervisor.lock.LockManager;
import dev.drover.hypervisor.lock.NoLockManager;
import dev.drover.hypervisor.qemu.RunningDomains;
import dev.drover.hypervisor.qmp.QmpCommands;
import dev.drover.hypervisor.qmp.QmpObserver;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A host of a test: its own state folder, real QEMU, links by {@link DirectPeers}. */
final class RealHost implements AutoCloseable {
  private final StateFolder folder;
  private final RunningDomains running;
  private final QemuHypervisor hypervisor;
  private final DirectPeers peers;
  private final FileJobStore files;
  private final JobStore store;
  private final RecordingMoves moves = new RecordingMoves();

  RealHost(String name, Path state, DirectPeers.Wire wire) {
    this(name, state, wire, UnaryOperator.identity());
  }

  /**
   * @param storeWrapper puts faults between the sessions and the store
   */
  RealHost(String name, Path state, DirectPeers.Wire wire, UnaryOperator<JobStore> storeWrapper) {
    this(name, state, wire, storeWrapper, host -> new NoLockManager());
  }

  /**
   * @param lockManagers gives the lock manager of a host's UUID
   */
  RealHost(
      String name,
      Path state,
      DirectPeers.Wire wire,
      UnaryOperator<JobStore> storeWrapper,
      Function<String, LockManager> lockManagers) {
    folder = StateFolder.open(state, null);
    LockManager locks = lockManagers.apply(folder.hostId());
    HostIdentity identity = new HostIdentity(folder.hostId(), name, folder.bootId());
    DefinitionStore definitions = new DefinitionStore(folder.domains());
    running =
        new RunningDomains(
            definitions, Path.of("/usr/bin/qemu-system-x86_64"), folder.bootId(), QmpObserver.NONE);
    files = FileJobStore.open(folder, InstantSource.system());
    store = storeWrapper.apply(files);
    peers = new DirectPeers(wire, identity.id());
    Migrations migrations =
        new Migrations(
            identity,
            new MigrationSettings("127.0.0.1", 4),
            store,
            peers,
            locks,
            definitions,
            running,
            moves);
    hypervisor =
        new QemuHypervisor(
            folder.path(), identity, "test", locks, definitions, running, migrations, peers);
    hypervisor.recover();
  }

  String id() {
    return folder.hostId();
  }

  QemuHypervisor hypervisor() {
    return hypervisor;
  }

  /** Returns what was counted since this worker began. */
  RecordingMoves moves() {
    return moves;
  }

  JobStore store() {
    return store;
  }

  /** Returns the monitor of a domain, for looking at what drover did. */
  QmpCommands monitor(String domain) {
    return running.find(domain).orElseThrow().queries();
  }

  RunningDomains running() {
    return running;
  }

  /** Ends as a worker does: QEMU goes on. */
  @Override
  public void close() {
    hypervisor.close();
    peers.close();
    files.close();
    folder.close();
  }
}

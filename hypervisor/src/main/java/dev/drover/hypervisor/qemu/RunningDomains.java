package dev.drover.hypervisor.qemu;

import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.domain.DefinitionStore;
import dev.drover.hypervisor.domain.DomainDefinition;
import dev.drover.hypervisor.qmp.QmpEvent;
import dev.drover.hypervisor.qmp.QmpException;
import dev.drover.hypervisor.qmp.QmpListener;
import dev.drover.hypervisor.qmp.QmpObserver;
import dev.drover.protocol.StateLayout;
import dev.drover.protocol.StateReason;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The QEMUs of one host, one a domain, each in the folder {@code run} inside its domain's folder.
 * Beside it, {@code live.xml} is the definition that QEMU was started with and {@code live.boot}
 * the boot id of that moment; both are there before QEMU is, so that a worker that starts finds
 * every QEMU by looking through the folders. Thread-safe; callers hold one domain to one thread
 * while it is started or forgotten.
 */
public final class RunningDomains implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunningDomains.class);

  private final DefinitionStore definitions;
  private final QemuProbe probe = new QemuProbe();
  private final Path emulator;
  private final String bootId;
  private final QmpObserver observer;
  private final ConcurrentHashMap<String, RunningDomain> domains = new ConcurrentHashMap<>();
  private final Set<String> held = ConcurrentHashMap.newKeySet();
  private final ConcurrentHashMap<String, StateReason> endReasons = new ConcurrentHashMap<>();
  private final List<Consumer<RunningDomain>> lossListeners = new CopyOnWriteArrayList<>();

  /**
   * @param emulator the QEMU binary for domains that name none
   * @param bootId the kernel's boot id: what was started under another one is dead
   * @param observer hears of every QMP command
   */
  public RunningDomains(
      DefinitionStore definitions, Path emulator, String bootId, QmpObserver observer) {
    this.definitions = requireNonNull(definitions, "definitions is null");
    this.emulator = requireNonNull(emulator, "emulator is null");
    this.bootId = requireNonNull(bootId, "bootId is null");
    this.observer = requireNonNull(observer, "observer is null");
  }

  /**
   * Returns the host's own QEMU.
   *
   * @throws DroverException QEMU_MISSING or QEMU_TOO_OLD
   */
  public QemuBinary binary() {
    return probe.probe(emulator);
  }

  /** Returns the folder of a domain's QEMU, which need not exist. */
  public Path folder(String uuid) {
    return definitions.folder(uuid).resolve(StateLayout.RUN);
  }

  /** Returns a domain's QEMU, alive or dead, until it is forgotten. */
  public Optional<RunningDomain> find(String uuid) {
    return Optional.ofNullable(domains.get(uuid));
  }

  /** Returns all QEMUs, alive or dead. */
  public List<RunningDomain> all() {
    return List.copyOf(domains.values());
  }

  /**
   * Finds the QEMUs that a worker before this one left, and takes their monitors. One that does not
   * answer is kept: it is asked again when somebody needs it.
   *
   * @return how many there were
   */
  public Found recover() {
    for (String uuid : definitions.folders()) {
      try {
        recover(uuid);
      } catch (DroverException e) {
        held.add(uuid);
        LOG.error("Domain {} is held as it is: {}", uuid, e.getMessage());
      }
    }
    int alive = (int) domains.values().stream().filter(RunningDomain::isAlive).count();
    return new Found(alive, domains.size() - alive, held.size());
  }

  /**
   * What a worker found when it started.
   *
   * @param alive QEMUs that are not proven dead
   * @param dead QEMUs that have died since
   * @param held domains of whose QEMU nothing is known
   */
  public record Found(int alive, int dead, int held) {}

  private void recover(String uuid) {
    DomainFolder folder = new DomainFolder(folder(uuid));
    Path file = definitions.folder(uuid).resolve(StateLayout.LIVE_DEFINITION);
    Optional<DomainDefinition> live;
    try {
      live = definitions.read(file);
    } catch (DroverException e) {
      if (startedInBoot(uuid).equals(bootId)) {
        throw e;
      }
      LOG.warn("The power loss that ended a QEMU has damaged {}, too: {}", file, e.getMessage());
      erase(uuid, folder);
      return;
    }
    if (live.isEmpty()) {
      return;
    }
    QemuProcess process = QemuProcess.attach(live.get().name(), folder).observedBy(observer);
    RunningDomain domain = new RunningDomain(live.get(), process, folder, startedInBoot(uuid));
    domains.put(uuid, domain);
    if (domain.isAlive()) {
      domain.listen(new Reaper(domain));
      try {
        domain.reconnect();
      } catch (QmpException e) {
        LOG.warn("{}", e.getMessage());
      }
    }
    LOG.info("Domain {}: QEMU found, {}", live.get().name(), domain.state());
  }

  /**
   * Returns whether a worker could not find out about a domain's QEMU: nothing is known of it then,
   * least of all that it is dead.
   */
  public boolean isHeld(String uuid) {
    return held.contains(uuid);
  }

  /** Returns whether a domain's QEMU may be there: whether it is not proven dead. */
  public boolean mayBeThere(String uuid) {
    return isNamed(uuid)
        || QemuProcess.attach(uuid, new DomainFolder(folder(uuid))).liveness() != Liveness.DEAD;
  }

  /** Returns whether this host knows of a QEMU of a domain that is not proven dead. */
  public boolean isNamed(String uuid) {
    RunningDomain known = domains.get(uuid);
    if (known != null) {
      return known.isAlive();
    }
    // Written before each start, and removed once its QEMU is proven dead.
    return isHeld(uuid)
        || Files.exists(definitions.folder(uuid).resolve(StateLayout.LIVE_DEFINITION));
  }

  /** Returns how many domains are held so. */
  public int held() {
    return held.size();
  }

  private String startedInBoot(String uuid) {
    Path file = definitions.folder(uuid).resolve(StateLayout.LIVE_BOOT);
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new DroverException(
          FailureCode.STORAGE_FAILED, "The boot id in " + file + " cannot be read: " + e, e);
    }
  }

  /**
   * Starts a domain's QEMU with its CPUs stopped, and connects both monitors.
   *
   * @param incoming whether it waits for a guest
   * @throws DroverException if it cannot be started; nothing is left then
   */
  public RunningDomain start(DomainDefinition definition, boolean incoming) {
    QemuBinary binary = checkRunnable(definition);
    DomainFolder folder = new DomainFolder(folder(definition.uuid()));
    List<String> command = QemuCommandLine.build(definition, folder, binary, incoming);
    writeDown(definition);
    RunningDomain domain =
        new RunningDomain(definition, process(definition, folder, command), folder, bootId);
    try {
      domain.connect();
    } catch (DroverException e) {
      domain.kill();
      domain.close();
      erase(definition.uuid(), folder);
      throw e;
    }
    domain.listen(new Reaper(domain));
    domains.put(definition.uuid(), domain);
    held.remove(definition.uuid());
    endReasons.remove(definition.uuid());
    return domain;
  }

  private QemuProcess process(
      DomainDefinition definition, DomainFolder folder, List<String> command) {
    try {
      return QemuProcess.start(definition.name(), folder, command).observedBy(observer);
    } catch (DroverException e) {
      if (e.code() != FailureCode.DOMAIN_RUNNING) {
        erase(definition.uuid(), folder);
      }
      throw e;
    }
  }

  /** Before QEMU is started: whoever comes later looks where this says. */
  private void writeDown(DomainDefinition definition) {
    Path folder = definitions.folder(definition.uuid());
    definitions.makeFolder(folder);
    Path boot = folder.resolve(StateLayout.LIVE_BOOT);
    try {
      Files.writeString(boot, bootId);
    } catch (IOException e) {
      throw new DroverException(
          FailureCode.STORAGE_FAILED, "The boot id cannot be kept in " + boot + ": " + e, e);
    }
    definitions.write(definition, folder.resolve(StateLayout.LIVE_DEFINITION));
  }

  private void erase(String uuid, DomainFolder folder) {
    folder.remove();
    try {
      Files.deleteIfExists(definitions.folder(uuid).resolve(StateLayout.LIVE_DEFINITION));
      Files.deleteIfExists(definitions.folder(uuid).resolve(StateLayout.LIVE_BOOT));
    } catch (IOException e) {
      throw new DroverException(
          FailureCode.STORAGE_FAILED,
          "What a QEMU left in " + folder + " cannot be removed: " + e,
          e);
    }
    definitions.removeEmptyFolder(uuid);
  }

  /**
   * Returns a definition as this host will keep it: its machine pinned to the type that the name
   * means here.
   *
   * @throws DroverException as {@link #checkRunnable}
   */
  public DomainDefinition pinned(DomainDefinition definition) {
    QemuBinary binary = checkRunnable(definition);
    return definition.withMachine(binary.resolveMachine(definition.os().machine()));
  }

  /**
   * Says whether this host's QEMU can run a definition at all.
   *
   * @throws DroverException QEMU_MISSING, QEMU_TOO_OLD, INCOMPATIBLE_DEFINITION
   */
  public QemuBinary checkRunnable(DomainDefinition definition) {
    String own = definition.devices().emulator();
    QemuBinary binary = probe.probe(own == null ? emulator : Path.of(own));
    if (!binary.runs(definition.type())) {
      throw new DroverException(
          FailureCode.INCOMPATIBLE_DEFINITION,
          "Domain %s is of type %s, which QEMU %s at %s cannot run on this host"
              .formatted(definition.name(), definition.type(), binary.version(), binary.path()));
    }
    if (!binary.hasMachine(definition.os().machine())) {
      throw new DroverException(
          FailureCode.INCOMPATIBLE_DEFINITION,
          "Domain %s is for machine %s, which QEMU %s at %s does not have"
              .formatted(
                  definition.name(), definition.os().machine(), binary.version(), binary.path()));
    }
    return binary;
  }

  /**
   * Refuses a second domain of the same name.
   *
   * @throws DroverException DOMAIN_EXISTS
   */
  public void refuseOtherOfName(DomainDefinition definition, String host) {
    for (String uuid : definitions.folders()) {
      String name =
          find(uuid)
              .map(RunningDomain::definition)
              .or(() -> definitions.find(uuid))
              .map(DomainDefinition::name)
              .orElse("");
      if (!uuid.equals(definition.uuid()) && name.equals(definition.name())) {
        throw new DroverException(
            FailureCode.DOMAIN_EXISTS,
            "Host %s has another domain of the name %s, with UUID %s"
                .formatted(host, definition.name(), uuid));
      }
    }
  }

  /**
   * Lets go of a domain's QEMU if it is proven dead, or if there is none; see {@link #forget}.
   *
   * @return whether it is there, and not proven dead
   */
  public boolean forgetIfDead(String uuid) {
    if (find(uuid).filter(RunningDomain::isAlive).isPresent()) {
      return true;
    }
    forget(uuid);
    return false;
  }

  /**
   * Lets go of a domain's dead QEMU and removes its folder, which holds the evidence.
   *
   * @throws IllegalStateException if it is not proven dead
   */
  public void forget(String uuid) {
    RunningDomain domain = domains.get(uuid);
    if (domain == null) {
      return;
    }
    if (domain.isAlive()) {
      throw new IllegalStateException("the QEMU of " + uuid + " is not proven dead");
    }
    domain.close();
    erase(uuid, domain.folder());
    domains.remove(uuid);
  }

  /**
   * Removes what is left of a domain's QEMU, and the domain's folder if nothing else is in it,
   * whether or not this worker knew of that QEMU.
   *
   * @throws IllegalStateException if it is not proven dead
   */
  public void clear(String uuid) {
    if (mayBeThere(uuid)) {
      throw new IllegalStateException("the QEMU of " + uuid + " is not proven dead");
    }
    forget(uuid);
    erase(uuid, new DomainFolder(folder(uuid)));
  }

  /** Notes why a domain is shut off. */
  public void ended(String uuid, StateReason why) {
    endReasons.put(uuid, why);
  }

  /** Returns why a domain is shut off, as far as this worker knows. */
  public StateReason endReason(String uuid) {
    return endReasons.getOrDefault(uuid, StateReason.UNKNOWN);
  }

  /**
   * Tells a listener of each loss of a working monitor, which may be the first sign of a QEMU's
   * end. Called on the monitor's thread, which must not be kept.
   */
  public void whenLost(Consumer<RunningDomain> listener) {
    lossListeners.add(listener);
  }

  /** Lets go of all monitors; every QEMU goes on. */
  @Override
  public void close() {
    domains.values().forEach(RunningDomain::close);
  }

  /** Notes why a QEMU ended that nobody ended. */
  private final class Reaper implements QmpListener {
    private final RunningDomain domain;

    Reaper(RunningDomain domain) {
      this.domain = domain;
    }

    @Override
    public void event(QmpEvent event) {
      if (event.name().equals("SHUTDOWN") && event.data().path("guest").asBoolean()) {
        ended(domain.definition().uuid(), StateReason.SHUTDOWN);
      }
    }

    @Override
    public void closed(String reason) {
      if (!domain.endedOnRequest()) {
        endReasons.putIfAbsent(domain.definition().uuid(), StateReason.CRASHED);
      }
      lossListeners.forEach(listener -> listener.accept(domain));
    }
  }
}

package dev.drover.hypervisor.qemu;

import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.domain.DomainDefinition;
import dev.drover.hypervisor.qmp.QmpCommands;
import dev.drover.hypervisor.qmp.QmpEvent;
import dev.drover.hypervisor.qmp.QmpException;
import dev.drover.hypervisor.qmp.QmpListener;
import dev.drover.hypervisor.qmp.QmpMonitor;
import dev.drover.hypervisor.qmp.RunState;
import dev.drover.protocol.DomainState;
import dev.drover.protocol.StateReason;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.Evidence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A domain's QEMU and its two monitors, for as long as its folder exists: also a QEMU that died is
 * one, because its log is evidence. Monitors are connected again when they are needed; events in
 * between are lost, and who listens looks again when told that a monitor closed. Thread-safe.
 */
public final class RunningDomain implements AutoCloseable {
  /** A loaded host takes its time to start a process with much memory. */
  private static final Duration STARTING = Duration.ofSeconds(15);

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration COMMAND = Duration.ofSeconds(5);

  /** A view that takes longer than this is no view: QEMU is sending device state, or hangs. */
  private static final Duration QUERY = Duration.ofSeconds(1);

  /** A killed process gives its lock back when the kernel has torn down its memory. */
  private static final Duration DEATH = Duration.ofSeconds(10);

  /** How long a closed monitor may be the first sign of a death that the lock will prove. */
  private static final Duration DYING = Duration.ofSeconds(1);

  /** How long QEMU may take to end by itself: its disks have to answer. */
  private static final Duration ORDERLY = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(RunningDomain.class);

  private final DomainDefinition definition;
  private final QemuProcess process;
  private final DomainFolder folder;
  private final String startedInBoot;
  private final List<QmpListener> listeners = new CopyOnWriteArrayList<>();
  private final QmpListener fanOut = new FanOut();
  private final Object connecting = new Object();
  private volatile @Nullable QmpMonitor work;
  private volatile @Nullable QmpMonitor spare;
  private volatile StateReason reason = StateReason.UNKNOWN;
  private volatile boolean endedOnRequest;

  /**
   * @param startedInBoot the kernel's boot id when QEMU was started
   */
  RunningDomain(
      DomainDefinition definition, QemuProcess process, DomainFolder folder, String startedInBoot) {
    this.definition = requireNonNull(definition, "definition is null");
    this.process = requireNonNull(process, "process is null");
    this.folder = requireNonNull(folder, "folder is null");
    this.startedInBoot = requireNonNull(startedInBoot, "startedInBoot is null");
  }

  /** Returns the definition that this QEMU was started with. */
  public DomainDefinition definition() {
    return definition;
  }

  /** Returns the files of this QEMU. */
  public DomainFolder folder() {
    return folder;
  }

  /**
   * Waits for a QEMU that was just started, and connects both monitors.
   *
   * @throws DroverException QEMU_START_FAILED with its last words, or QEMU_UNRESPONSIVE
   */
  void connect() {
    work = process.workMonitor(fanOut, STARTING);
    spare = process.emergencyMonitor(new Silent(), CONNECT);
  }

  /**
   * Connects both monitors of a QEMU that was found, so that events come from now on.
   *
   * @throws QmpException if it does not answer
   */
  void reconnect() {
    commands();
    emergency();
  }

  /**
   * Returns the working monitor's commands.
   *
   * @throws QmpException if the monitor cannot be connected
   */
  public QmpCommands commands() {
    return new QmpCommands(workMonitor(), COMMAND);
  }

  /** Returns the working monitor's commands with a short deadline, for looking. */
  public QmpCommands queries() {
    return new QmpCommands(workMonitor(), QUERY);
  }

  /** Returns the commands of the monitor that answers even when QEMU's main loop hangs. */
  public QmpCommands emergency() {
    QmpMonitor present = spare;
    if (present == null || !present.isOpen()) {
      synchronized (connecting) {
        present = spare;
        if (present == null || !present.isOpen()) {
          present = open(true, new Silent());
          spare = present;
        }
      }
    }
    return new QmpCommands(present, COMMAND);
  }

  private QmpMonitor workMonitor() {
    QmpMonitor present = work;
    if (present == null || !present.isOpen()) {
      synchronized (connecting) {
        present = work;
        if (present == null || !present.isOpen()) {
          present = open(false, fanOut);
          work = present;
        }
      }
    }
    return present;
  }

  private QmpMonitor open(boolean outOfBand, QmpListener listener) {
    return process.endpoint(outOfBand).connect(listener, CONNECT, this::isAlive);
  }

  /** Tells a listener of every event from now on, and of each loss of the working monitor. */
  public void listen(QmpListener listener) {
    listeners.add(listener);
  }

  public void unlisten(QmpListener listener) {
    listeners.remove(listener);
  }

  /** Returns whether QEMU is not proven dead. */
  public boolean isAlive() {
    return process.liveness(startedInBoot) != Liveness.DEAD;
  }

  /** Returns what proves that QEMU is dead; empty if nothing does. Asks no monitor. */
  public Optional<Evidence.Death> proofOfDeath() {
    if (isAlive()) {
      return Optional.empty();
    }
    return Optional.of(
        QemuProcess.bootId().equals(startedInBoot)
            ? Evidence.Death.PIDFILE_LOCK
            : Evidence.Death.BOOT_ID);
  }

  /** Returns whether QEMU is proven dead, after a short wait for one that is just dying. */
  public boolean awaitDeath() {
    return !isAlive() || process.awaitEnd(DYING) == Liveness.DEAD;
  }

  /**
   * Ends QEMU in good order, without asking the guest, and waits for the proof. It closes its disks
   * before it goes: a killed one leaves clusters in a qcow2 image that nothing refers to. One that
   * does not end by itself is killed.
   *
   * @throws DroverException QEMU_UNRESPONSIVE if the proof does not come in time
   */
  public void end() {
    endedOnRequest = true;
    try {
      commands().quit();
      process.awaitEnd(ORDERLY);
    } catch (QmpException.Closed e) {
      // It may have gone before its reply was read.
      process.awaitEnd(ORDERLY);
    } catch (QmpException e) {
      LOG.warn("Domain {} is killed: {}", definition.name(), e.getMessage());
    }
    kill();
  }

  /**
   * Ends QEMU at once and waits for the proof.
   *
   * @throws DroverException QEMU_UNRESPONSIVE if the proof does not come in time
   */
  public void kill() {
    endedOnRequest = true;
    process.kill(DEATH);
  }

  /** Returns whether drover ended this QEMU, as far as this worker knows. */
  public boolean endedOnRequest() {
    return endedOnRequest;
  }

  /** Reads QEMU's own record of its run states. */
  public RunStateLog log() {
    return QemuProcess.bootId().equals(startedInBoot)
        ? process.runStateLog()
        : RunStateLog.absent();
  }

  /** Returns what QEMU said last on its standard error, for people. */
  public Optional<String> lastWords() {
    String words = process.lastWords();
    return words.isBlank() ? Optional.empty() : Optional.of(words);
  }

  /** Returns whether it is proven that no CPU ever ran in this QEMU. */
  public boolean neverRan() {
    return log().provesNeverRan();
  }

  /**
   * Returns whether the guest stood still before a migration stopped it: what its user wants. Asks
   * QEMU's log, because QMP has forgotten it by then.
   */
  public boolean pausedByUser() {
    List<RunState> states = log().states();
    for (int i = states.size() - 1; i >= 0; i--) {
      if (states.get(i) != RunState.FINISH_MIGRATE) {
        return states.get(i) != RunState.RUNNING;
      }
    }
    return reason == StateReason.USER;
  }

  /** Stops the CPUs. */
  public void suspend() {
    command("suspended", () -> commands().stop());
  }

  /** Lets the CPUs run. */
  public void resume() {
    command("resumed", () -> commands().cont());
  }

  private void command(String what, Runnable command) {
    try {
      command.run();
    } catch (QmpException.Refused e) {
      throw new DroverException(
          FailureCode.QEMU_ERROR,
          "Domain %s cannot be %s: %s".formatted(definition.name(), what, e.description()),
          e);
    } catch (QmpException e) {
      throw new DroverException(
          FailureCode.QEMU_UNRESPONSIVE,
          "Domain %s cannot be %s: %s".formatted(definition.name(), what, e.getMessage()),
          e);
    }
  }

  /** Returns what the domain does, as an operator sees it; asks QEMU. */
  public DomainState state() {
    if (!isAlive()) {
      return DomainState.SHUT_OFF;
    }
    try {
      return state(queries().queryStatus());
    } catch (QmpException e) {
      return isAlive() ? DomainState.PAUSED : DomainState.SHUT_OFF;
    }
  }

  /**
   * Returns what the domain does by QEMU's own log; empty if there is none that can be trusted.
   * Asks nobody, so a QEMU that hangs keeps nobody waiting, and one that works is not disturbed.
   */
  public Optional<DomainState> loggedState() {
    if (!isAlive()) {
      return Optional.of(DomainState.SHUT_OFF);
    }
    RunStateLog written = log();
    return written.isPresent()
        ? Optional.of(state(written.lastState().orElse(RunState.PRELAUNCH)))
        : Optional.empty();
  }

  private static DomainState state(RunState runs) {
    return switch (runs) {
      case RUNNING -> DomainState.RUNNING;
      case INMIGRATE, RESTORE_VM -> DomainState.INCOMING;
      case PAUSED,
          PRELAUNCH,
          DEBUG,
          INTERNAL_ERROR,
          IO_ERROR,
          POSTMIGRATE,
          FINISH_MIGRATE,
          SAVE_VM,
          SHUTDOWN,
          SUSPENDED,
          WATCHDOG,
          GUEST_PANICKED,
          COLO,
          UNKNOWN ->
          DomainState.PAUSED;
    };
  }

  /** Returns why the domain is in its state. */
  public StateReason reason() {
    return reason;
  }

  /** Notes why the domain is in its state. */
  public void because(StateReason why) {
    reason = requireNonNull(why, "why is null");
  }

  /** Lets go of the monitors; QEMU goes on. */
  @Override
  public void close() {
    QmpMonitor one = work;
    if (one != null) {
      one.close();
    }
    QmpMonitor other = spare;
    if (other != null) {
      other.close();
    }
  }

  /** Hands the working monitor's events on. */
  private final class FanOut implements QmpListener {
    @Override
    public void event(QmpEvent event) {
      listeners.forEach(listener -> listener.event(event));
    }

    @Override
    public void closed(String why) {
      listeners.forEach(listener -> listener.closed(why));
    }
  }

  /** The emergency monitor gets the same events; one telling is enough. */
  private static final class Silent implements QmpListener {
    @Override
    public void event(QmpEvent event) {}

    @Override
    public void closed(String why) {}
  }
}

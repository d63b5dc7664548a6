package dev.drover.hypervisor.qemu;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.drover.hypervisor.qmp.QmpEndpoint;
import dev.drover.hypervisor.qmp.QmpException;
import dev.drover.hypervisor.qmp.QmpListener;
import dev.drover.hypervisor.qmp.QmpMonitor;
import dev.drover.hypervisor.qmp.QmpObserver;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One QEMU process of a domain, alive or not, started by this worker or by one before it. It has a
 * session of its own and outlives the worker. Thread-safe; holds nothing that must be closed.
 */
public final class QemuProcess {
  private static final long PROBE_NANOS = Duration.ofMillis(1).toNanos();
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);
  private static final File NOWHERE = new File("/dev/null");

  private final String domain;
  private final DomainFolder folder;
  private final Pidfile pidfile;
  private final @Nullable Process child;
  private final QmpObserver observer;

  private QemuProcess(
      String domain, DomainFolder folder, @Nullable Process child, QmpObserver observer) {
    this.domain = requireNonNull(domain, "domain is null");
    this.folder = requireNonNull(folder, "folder is null");
    this.pidfile = new Pidfile(folder);
    this.child = child;
    this.observer = requireNonNull(observer, "observer is null");
  }

  /** Returns the same process, whose monitors' commands are counted. */
  QemuProcess observedBy(QmpObserver counter) {
    return new QemuProcess(domain, folder, child, counter);
  }

  /**
   * Starts QEMU in its domain folder, which is made, and emptied of what a dead process left.
   * Returns at once: {@link #workMonitor} waits for it. The caller has written down before that
   * this folder is in use.
   *
   * @param domain the domain's name, for messages
   * @param commandLine from {@link QemuCommandLine}, for the same folder
   * @throws DroverException DOMAIN_RUNNING if the folder's QEMU is not proven dead,
   *     QEMU_START_FAILED, STORAGE_FAILED
   */
  public static QemuProcess start(String domain, DomainFolder folder, List<String> commandLine) {
    QemuProcess before = attach(domain, folder);
    if (before.liveness() != Liveness.DEAD) {
      throw new DroverException(
          FailureCode.DOMAIN_RUNNING,
          "A QEMU of " + domain + " may still run in " + folder + "; no second one was started.");
    }
    folder.remove();
    folder.create();
    try {
      new Pidfile(folder).create();
      Files.createFile(folder.qemuLog());
    } catch (IOException e) {
      throw new DroverException(
          FailureCode.STORAGE_FAILED, "The folder " + folder + " cannot be filled: " + e, e);
    }
    return new QemuProcess(domain, folder, spawn(domain, folder, commandLine), QmpObserver.NONE);
  }

  private static Process spawn(String domain, DomainFolder folder, List<String> commandLine) {
    OwnScope scope = OwnScope.ofThisWorker();
    ProcessBuilder builder =
        new ProcessBuilder(scope.command("QEMU of " + domain, commandLine))
            .directory(folder.path().toFile())
            .redirectInput(NOWHERE)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.qemuLog().toFile()));
    builder.environment().clear();
    builder.environment().putAll(scope.commandEnvironment());
    try {
      return builder.start();
    } catch (IOException e) {
      throw new DroverException(
          FailureCode.QEMU_START_FAILED,
          "QEMU of " + domain + " could not be started: " + e.getMessage(),
          e);
    }
  }

  /** Returns the process of a folder, whoever started it, whether or not it still runs. */
  public static QemuProcess attach(String domain, DomainFolder folder) {
    return new QemuProcess(domain, folder, null, QmpObserver.NONE);
  }

  /** Returns an id of the running kernel; another id than before means that every process died. */
  public static String bootId() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    } catch (IOException e) {
      throw new DroverException(
          FailureCode.INTERNAL, "This kernel does not tell its boot id: " + e, e);
    }
  }

  /** Returns what is proven about the process, which was started in this boot of the host. */
  public Liveness liveness() {
    if (child != null && child.isAlive()) {
      // Saves a look at every process of the host while QEMU is on its way to its pidfile.
      return Liveness.ALIVE;
    }
    return pidfile.liveness();
  }

  /** Returns what is proven about a process that was started in the given boot of the host. */
  public Liveness liveness(String startedInBoot) {
    return bootId().equals(startedInBoot) ? liveness() : Liveness.DEAD;
  }

  /**
   * Returns whether a dead process ended by its own exit (quit, the guest's power-off, a failed
   * load), as opposed to a signal or a crash.
   */
  public boolean exitedByItself() {
    return pidfile.exitedByItself();
  }

  /** Reads the run-state log as it is now. */
  public RunStateLog runStateLog() {
    return RunStateLog.read(folder.runStateLog());
  }

  /** Returns the last lines of QEMU's own output; empty if there are none. */
  public String lastWords() {
    return LogTail.read(folder.qemuLog());
  }

  /**
   * Completes soon after the process ended; a hint to look at {@link #liveness()}, no proof.
   * Completed already if no process is found.
   */
  public CompletableFuture<?> onExit() {
    if (child != null) {
      return child.onExit();
    }
    try {
      Optional<ProcessHandle> process = pidfile.process();
      return process.isPresent() ? process.get().onExit() : CompletableFuture.completedFuture(null);
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /**
   * Connects to the monitor for work, and waits until QEMU listens.
   *
   * @throws DroverException QEMU_START_FAILED if QEMU is gone, with its last words;
   *     QEMU_UNRESPONSIVE if it lives and does not answer
   */
  public QmpMonitor workMonitor(QmpListener listener, Duration deadline) {
    return connect(endpoint(false), listener, deadline);
  }

  /** Connects to the monitor with the out-of-band lane; otherwise like {@link #workMonitor}. */
  public QmpMonitor emergencyMonitor(QmpListener listener, Duration deadline) {
    return connect(endpoint(true), listener, deadline);
  }

  /** Returns where one of the two monitors listens. */
  QmpEndpoint endpoint(boolean outOfBand) {
    return new QmpEndpoint(
        domain, outOfBand ? folder.emergencySocket() : folder.monitorSocket(), outOfBand, observer);
  }

  private QmpMonitor connect(QmpEndpoint endpoint, QmpListener listener, Duration deadline) {
    try {
      return endpoint.connect(listener, deadline, () -> liveness() != Liveness.DEAD);
    } catch (QmpException e) {
      // A QEMU that closes its monitors is about to end, and says why with its last words.
      boolean ending = e instanceof QmpException.Closed;
      if ((ending ? awaitEnd(LAST_WORDS) : liveness()) == Liveness.DEAD) {
        throw new DroverException(FailureCode.QEMU_START_FAILED, describeEnd(), e);
      }
      throw new DroverException(
          FailureCode.QEMU_UNRESPONSIVE,
          e.getMessage() + ". QEMU of " + domain + " lives; " + describeLastWords(),
          e);
    }
  }

  /**
   * Ends the process without asking it, and waits for the proof of its death. Fine if it is dead.
   *
   * @throws DroverException QEMU_UNRESPONSIVE if death is not proven before the deadline
   */
  public void kill(Duration deadline) {
    long limit = System.nanoTime() + deadline.toNanos();
    while (true) {
      signal();
      Liveness seen = liveness();
      if (seen == Liveness.DEAD) {
        return;
      }
      if (System.nanoTime() >= limit || Thread.currentThread().isInterrupted()) {
        throw new DroverException(
            FailureCode.QEMU_UNRESPONSIVE,
            "QEMU of "
                + domain
                + " was sent SIGKILL, and after "
                + deadline.toMillis()
                + " ms its death is still not proven: it is "
                + seen.name().toLowerCase(Locale.ROOT)
                + ". A process that waits for a disk dies only when the disk answers.");
      }
      LockSupport.parkNanos(PROBE_NANOS);
    }
  }

  private void signal() {
    try {
      // Again each time round: a QEMU on its way had no command line of its own the time before.
      pidfile.process().ifPresent(ProcessHandle::destroyForcibly);
    } catch (IOException e) {
      // Liveness is then unknown and says so.
    }
  }

  /**
   * Waits for the process to end by itself.
   *
   * @return what is proven when it ended, or when the deadline passed
   */
  public Liveness awaitEnd(Duration deadline) {
    try {
      onExit().get(deadline.toNanos(), NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // The proof below is the answer.
    }
    return liveness();
  }

  private String describeEnd() {
    String how =
        exitedByItself() ? "ended by itself" : "was killed, crashed, or never came to its pidfile";
    return "QEMU of " + domain + " " + how + "; " + describeLastWords();
  }

  private String describeLastWords() {
    String words = lastWords();
    return words.isEmpty() ? "it said nothing." : "its last words: " + words;
  }
}

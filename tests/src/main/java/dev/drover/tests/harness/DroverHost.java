package dev.drover.tests.harness;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A host of the test fleet: a state folder, certificates, and a worker process that may be killed.
 */
public final class DroverHost implements AutoCloseable {
  private static final Duration READY = Duration.ofSeconds(60);

  private static final Pattern PEER = Pattern.compile("; peer (127\\.0\\.0\\.1:\\d+);");
  private static final Pattern METRICS = Pattern.compile("; metrics (127\\.0\\.0\\.1:\\d+)");

  private final TestFleet fleet;
  private final String name;
  private final Path state;
  private final Path certificates;
  private @Nullable ManagedProcess worker;

  /** Any free port at first; a worker that starts again must be found where it was. */
  private String peer = "127.0.0.1:0";

  private String metrics = "";

  DroverHost(TestFleet fleet, String name, Path state, Path certificates) {
    this.fleet = requireNonNull(fleet, "fleet is null");
    this.name = requireNonNull(name, "name is null");
    this.state = requireNonNull(state, "state is null");
    this.certificates = requireNonNull(certificates, "certificates is null");
  }

  public String name() {
    return name;
  }

  /** Returns the state folder. */
  public Path state() {
    return state;
  }

  /** Returns the host's UUID, once its worker has run. */
  public String id() {
    try {
      return Files.readString(state.resolve("host-id")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("host " + name + " has no id yet", e);
    }
  }

  /** Returns the folder of a domain's QEMU on this host. */
  public Path runFolder(String domain) {
    return state.resolve("domains").resolve(domain).resolve("run");
  }

  /** Starts the worker and waits until it polls. */
  public DroverHost startWorker(String... moreFlags) {
    return start(List.of(fleet.launcher(), "worker"), moreFlags);
  }

  /** Starts a worker whose disk waits at the gates that a test closes; see {@link FaultWorker}. */
  public DroverHost startFaultWorker(Gates gates, String... moreFlags) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Path build = TestFleet.repository().resolve("worker/target");
    return start(
        List.of(
            java,
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xlog:disable",
            "-XX:SharedArchiveFile=" + build.resolve("drover-worker.jsa"),
            "-D" + FaultWorker.FOLDER + "=" + gates.folder(),
            "-cp",
            build.resolve("drover-worker-0.1.0.jar") + ":" + ownClasses(),
            FaultWorker.class.getName(),
            "worker"),
        moreFlags);
  }

  /** Behind the worker's jar, so that the jar's class archive is of use. */
  private static String ownClasses() {
    return FaultWorker.class.getProtectionDomain().getCodeSource().getLocation().getPath();
  }

  private DroverHost start(List<String> program, String... moreFlags) {
    List<String> command = new ArrayList<>(program);
    command.addAll(
        List.of(
            "--name",
            name,
            "--state-folder",
            state.toString(),
            "--certificates",
            certificates.toString(),
            "--peer-listen",
            peer,
            "--metrics-listen",
            "127.0.0.1:0"));
    command.addAll(List.of(moreFlags));
    ManagedProcess started =
        ManagedProcess.start("worker " + name, fleet.root(), fleet.environment(), command);
    worker = started;
    String ready = started.awaitLine("ready", READY);
    Matcher address = PEER.matcher(ready);
    if (address.find()) {
      peer = address.group(1);
    }
    Matcher endpoint = METRICS.matcher(ready);
    if (endpoint.find()) {
      metrics = endpoint.group(1);
    }
    return this;
  }

  /** Returns where the newest worker's metrics are; empty if it has none. */
  public String metrics() {
    return metrics;
  }

  /** Returns the worker process. */
  public ManagedProcess worker() {
    return requireNonNull(worker, "the worker was never started");
  }

  /** Returns the number in the domain's pidfile here; QEMU is the test's own grandchild. */
  public long qemuPid(String domain) {
    try {
      return Long.parseLong(Files.readString(runFolder(domain).resolve("qemu.pid")).strip());
    } catch (IOException e) {
      throw new UncheckedIOException("no QEMU of " + domain + " on " + name, e);
    }
  }

  /** Returns the QEMUs that run in this host's state folder, by their command lines. */
  public List<ProcessHandle> qemus() {
    return Leftovers.qemus(state);
  }

  /** Returns a domain's QEMU on this host; none, or one. */
  public List<ProcessHandle> qemus(String domain) {
    return Leftovers.qemus(runFolder(domain));
  }

  /** Ends the worker, if it runs. */
  @Override
  public void close() {
    if (worker != null && worker.isAlive()) {
      worker.terminate();
    }
  }
}

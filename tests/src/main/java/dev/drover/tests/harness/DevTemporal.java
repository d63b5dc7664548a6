package dev.drover.tests.harness;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A real Temporal server, started by {@code ./dev temporal}: its state is a file in the fleet's
 * folder, so that it may be killed and started again. Its ports stay what they were.
 */
public final class DevTemporal implements TemporalServer {
  /** System property: the program {@code temporal}; not set where there is none. */
  public static final String PROGRAM = "drover.temporal";

  private static final Duration READY = Duration.ofSeconds(60);

  private final Path folder;
  private final String program;
  private final int port;
  private final int webPort;
  private ManagedProcess process;

  private DevTemporal(Path folder, String program, int port, int webPort) {
    this.folder = requireNonNull(folder, "folder is null");
    this.program = requireNonNull(program, "program is null");
    this.port = port;
    this.webPort = webPort;
    process = launch();
  }

  /** Returns the program that would be started, if there is one on this machine. */
  public static Optional<String> program() {
    return Optional.ofNullable(System.getProperty(PROGRAM)).filter(found -> !found.isEmpty());
  }

  /**
   * Starts a server with a new file on two free ports.
   *
   * @throws AssertionError if there is no program, or if it does not come up
   */
  public static DevTemporal start(Path folder) {
    String program =
        program()
            .orElseThrow(
                () -> new AssertionError("no 'temporal' here: run './dev temporal install'"));
    List<Integer> ports = freePorts();
    return new DevTemporal(folder, program, ports.get(0), ports.get(1));
  }

  private static List<Integer> freePorts() {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    // Both at once, so that they differ.
    try (ServerSocket one = new ServerSocket(0, 1, loopback);
        ServerSocket other = new ServerSocket(0, 1, loopback)) {
      return List.of(one.getLocalPort(), other.getLocalPort());
    } catch (IOException e) {
      throw new UncheckedIOException("no free port on loopback", e);
    }
  }

  private ManagedProcess launch() {
    ManagedProcess started =
        ManagedProcess.start(
            "temporal",
            folder,
            Map.of("DROVER_TEMPORAL", program),
            List.of(
                TestFleet.repository().resolve("dev").toString(),
                "temporal",
                "--port",
                Integer.toString(port),
                "--ui-port",
                Integer.toString(webPort),
                "--db",
                folder.resolve("temporal.db").toString()));
    try {
      awaitNamespace(started);
    } catch (AssertionError e) {
      started.close();
      throw e;
    }
    return started;
  }

  private void awaitNamespace(ManagedProcess started) {
    try (NamespaceProbe probe = NamespaceProbe.of(address())) {
      Deadline.await(
          READY,
          "the Temporal server on " + address() + " serves its namespace",
          () -> trouble(started, probe),
          Optional::isEmpty);
    }
  }

  private static Optional<String> trouble(ManagedProcess started, NamespaceProbe probe) {
    if (!started.isAlive()) {
      throw new AssertionError("the Temporal server ended: " + started.output());
    }
    return probe.trouble().map(reason -> reason + "; it has said: " + started.output());
  }

  /** Kills the server with SIGKILL. */
  public void kill() {
    process.kill();
  }

  /** Starts a server that was killed, on its file, and waits until it serves. */
  public void startAgain() {
    process = launch();
  }

  @Override
  public String address() {
    return "127.0.0.1:" + port;
  }

  @Override
  public Optional<String> webPage() {
    return Optional.of("http://127.0.0.1:" + webPort);
  }

  @Override
  public String title() {
    return "a real server, " + program;
  }

  @Override
  public void close() {
    process.close();
  }
}

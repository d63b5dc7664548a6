package dev.drover.tests.harness;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A whole fleet on one machine: a fleet CA, a Temporal server and any number of hosts, each a
 * process of its own, all below one folder that closing removes.
 */
public final class TestFleet implements AutoCloseable {
  private static final Duration CLI_PATIENCE = Duration.ofMinutes(3);

  private final Path drover;
  private final Path root;
  private final TemporalServer server;
  private final Map<String, DroverHost> hosts = new LinkedHashMap<>();
  private boolean closed;
  private boolean keptFiles;

  private TestFleet(Path drover, Path root, TemporalServer server) {
    this.drover = drover;
    this.root = root;
    this.server = server;
  }

  /** Starts a fleet with an embedded server, and makes the CA. */
  public static TestFleet start() {
    return start(EmbeddedTemporal::start);
  }

  /** Starts a fleet with a server, and makes the CA. */
  public static TestFleet start(TemporalServer.Starter temporal) {
    Path root = makeRoot();
    TestFleet fleet;
    try {
      fleet = new TestFleet(repository().resolve("drover"), root, temporal.start(root));
    } catch (AssertionError e) {
      remove(root);
      throw e;
    }
    fleet.cli("pki", "ca", "--dir", root.resolve("ca").toString()).orFail();
    return fleet;
  }

  /** Returns the folder of the project: property drover.root, or the folder above this module. */
  public static Path repository() {
    return Path.of(System.getProperty("drover.root", "..")).toAbsolutePath().normalize();
  }

  private static Path makeRoot() {
    try {
      // Short, because sockets live below it.
      return Files.createTempDirectory(Path.of("/tmp"), "drv");
    } catch (IOException e) {
      throw new UncheckedIOException("no folder for the fleet", e);
    }
  }

  /** Makes a host with certificates, and starts its worker. */
  public DroverHost host(String name, String... moreFlags) {
    return newHost(name).startWorker(moreFlags);
  }

  /** Makes a host with certificates; its worker does not run yet. */
  public DroverHost newHost(String name) {
    return newHost(name, root.resolve("ca"));
  }

  /** Makes a host whose certificates come from an authority that no other host trusts. */
  public DroverHost newForeignHost(String name) {
    Path foreign = root.resolve("ca-of-" + name);
    cli("pki", "ca", "--dir", foreign.toString()).orFail();
    return newHost(name, foreign);
  }

  private DroverHost newHost(String name, Path authority) {
    cli("pki", "host", name, "--dir", authority.toString()).orFail();
    DroverHost host = new DroverHost(this, name, root.resolve(name), authority.resolve(name));
    hosts.put(name, host);
    return host;
  }

  /** Returns where everything of this fleet is. */
  public Path root() {
    return root;
  }

  /** Returns where Temporal listens. */
  public String address() {
    return server.address();
  }

  /** Returns the server. */
  public TemporalServer server() {
    return server;
  }

  String launcher() {
    return drover.toString();
  }

  Map<String, String> environment() {
    return Map.of("TEMPORAL_ADDRESS", address());
  }

  /** Starts the command line without waiting for it; the caller closes it. */
  public ManagedProcess startCli(String... arguments) {
    List<String> command = new ArrayList<>(List.of(launcher()));
    command.addAll(List.of(arguments));
    return ManagedProcess.start("drover " + arguments[0], root, environment(), command);
  }

  /** Runs the command line to its end. */
  public CliResult cli(String... arguments) {
    return cliWith(Map.of(), arguments);
  }

  /** Runs the command line to its end with more in its environment. */
  public CliResult cliWith(Map<String, String> more, String... arguments) {
    List<String> command = new ArrayList<>(List.of(launcher()));
    command.addAll(List.of(arguments));
    long begin = System.nanoTime();
    try {
      Path out = Files.createTempFile(root, "cli", ".out");
      Path err = Files.createTempFile(root, "cli", ".err");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(root.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().putAll(environment());
      builder.environment().putAll(more);
      Process process = builder.start();
      if (!process.waitFor(CLI_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(command + " did not end within " + CLI_PATIENCE);
      }
      long millis = (System.nanoTime() - begin) / 1_000_000;
      return new CliResult(process.exitValue(), taken(out), taken(err), millis);
    } catch (IOException e) {
      throw new UncheckedIOException(command + " cannot be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(command + " was interrupted", e);
    }
  }

  private static List<String> taken(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    Files.delete(file);
    return lines;
  }

  /**
   * Returns what this fleet's hosts left behind: processes, and anything in their state folders.
   */
  public List<String> leftovers() {
    return Leftovers.find(root, hosts.values());
  }

  /** Lets closing leave the fleet's folder as it is, for whoever wants to look into it. */
  public synchronized void keepFiles() {
    keptFiles = true;
  }

  /**
   * Ends workers and server; ends what QEMUs are left below the fleet's folder; removes it. A
   * second call does nothing.
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      hosts.values().forEach(DroverHost::close);
      if (server instanceof ForeignTemporal foreign && foreign.lasts()) {
        forgetHosts();
      }
    } finally {
      server.close();
      Leftovers.endProcesses(root);
      if (!keptFiles) {
        remove(requireNonNull(root, "root is null"));
      }
    }
  }

  /** Hosts that will never come back would stand in a lasting fleet's list for ever. */
  private void forgetHosts() {
    try (FleetClient client = FleetClient.of(this)) {
      hosts.values().forEach(client::forget);
    }
  }

  private static void remove(Path folder) {
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.deleteIfExists(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path one, java.io.IOException failure)
                throws IOException {
              Files.deleteIfExists(one);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException("the fleet's folder " + folder + " stays", e);
    }
  }
}

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A whole fleet on one machine: a fleet CA, the embedded Temporal server and any number of hosts,
 * each a process of its own, all below one folder that closing removes.
 */
public final class TestFleet implements AutoCloseable {
  private static final Duration SERVER_READY = Duration.ofSeconds(30);
  private static final Duration CLI_PATIENCE = Duration.ofMinutes(3);
  private static final Pattern ADDRESS = Pattern.compile(" on (127\\.0\\.0\\.1:\\d+),");

  private final Path drover;
  private final Path root;
  private final ManagedProcess server;
  private final String address;
  private final Map<String, DroverHost> hosts = new LinkedHashMap<>();

  private TestFleet(Path drover, Path root, ManagedProcess server, String address) {
    this.drover = drover;
    this.root = root;
    this.server = server;
    this.address = address;
  }

  /** Starts the server and makes the CA. */
  public static TestFleet start() {
    Path drover = repository().resolve("drover").toAbsolutePath().normalize();
    Path root = makeRoot();
    ManagedProcess server =
        ManagedProcess.start(
            "server", root, Map.of(), List.of(drover.toString(), "server", "--port", "0"));
    String line = server.awaitLine(" serves on ", SERVER_READY);
    Matcher found = ADDRESS.matcher(line);
    if (!found.find()) {
      throw new AssertionError("no address in: " + line);
    }
    TestFleet fleet = new TestFleet(drover, root, server, found.group(1));
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
    return address;
  }

  /** Returns the server process. */
  public ManagedProcess server() {
    return server;
  }

  String launcher() {
    return drover.toString();
  }

  Map<String, String> environment() {
    return Map.of("TEMPORAL_ADDRESS", address);
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

  /** Ends workers and server; ends what QEMUs are left below the fleet's folder; removes it. */
  @Override
  public void close() {
    hosts.values().forEach(DroverHost::close);
    server.close();
    Leftovers.endProcesses(root);
    remove(requireNonNull(root, "root is null"));
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

package dev.drover.bench.floor;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A QEMU process of the bench's own, with its monitor. */
final class HandQemu implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final Process process;
  private final HandMonitor monitor;

  private HandQemu(Path folder, Process process, HandMonitor monitor) {
    this.folder = requireNonNull(folder, "folder is null");
    this.process = requireNonNull(process, "process is null");
    this.monitor = requireNonNull(monitor, "monitor is null");
  }

  /** Starts a QEMU in a folder of its own, which is made and emptied, and waits for its monitor. */
  static HandQemu start(Path folder, List<String> command) {
    Process process;
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      try (DirectoryStream<Path> old = Files.newDirectoryStream(folder)) {
        for (Path file : old) {
          Files.delete(file);
        }
      }
      process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("qemu.log").toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException("QEMU cannot be started: " + command, e);
    }
    try {
      return new HandQemu(
          folder, process, HandMonitor.connect(folder.resolve("monitor.sock"), process::isAlive));
    } catch (RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  HandMonitor monitor() {
    return monitor;
  }

  Path runStateLog() {
    return folder.resolve("runstate.log");
  }

  /** Switches on what a move needs on either side. */
  void prepareForMove() {
    ObjectNode arguments = JSON.createObjectNode();
    ArrayNode list = arguments.putArray("capabilities");
    for (String name : List.of("events", "return-path")) {
      list.addObject().put("capability", name).put("state", true);
    }
    monitor.execute("migrate-set-capabilities", arguments);
  }

  /** Listens for a guest and returns the address. */
  String listen() {
    monitor.execute("migrate-incoming", JSON.createObjectNode().put("uri", "tcp:127.0.0.1:0"));
    String port =
        monitor.execute("query-migrate").path("socket-address").path(0).path("port").asText();
    return "tcp:127.0.0.1:" + port;
  }

  /** Starts to send the guest as fast as it goes. */
  void send(String address) {
    monitor.execute("migrate-set-parameters", JSON.createObjectNode().put("max-bandwidth", 0L));
    monitor.execute("migrate", JSON.createObjectNode().put("uri", address));
  }

  /** Ends QEMU and waits until the process is gone. */
  void end() {
    monitor.quit();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        throw new AssertionError("QEMU in " + folder + " does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while QEMU ends", e);
    }
    monitor.close();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    monitor.close();
  }
}

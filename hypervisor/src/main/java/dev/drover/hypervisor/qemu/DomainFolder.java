package dev.drover.hypervisor.qemu;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.StateLayout;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The files of one QEMU process, in a folder of their own that only this user enters: who reaches a
 * monitor can do whatever QEMU can. The domain's definition has no say in where they are, so that
 * two hosts may share a machine.
 */
public final class DomainFolder {
  /** {@code sun_path} has 108 bytes, one of them for the zero at the end (unix(7)). */
  private static final int MAX_SOCKET_PATH_BYTES = 107;

  private static final String LONGEST_SOCKET_NAME = "emergency.sock";

  private final Path path;

  /**
   * Names a folder, which need not exist yet.
   *
   * @param path absolute
   * @throws DroverException INVALID_CONFIGURATION if sockets in it would have too long a path
   */
  public DomainFolder(Path path) {
    this.path = requireNonNull(path, "path is null");
    if (!path.isAbsolute()) {
      throw new IllegalArgumentException("the domain folder " + path + " is not absolute");
    }
    int length =
        path.resolve(LONGEST_SOCKET_NAME).toString().getBytes(StandardCharsets.UTF_8).length;
    if (length > MAX_SOCKET_PATH_BYTES) {
      throw new DroverException(
          FailureCode.INVALID_CONFIGURATION,
          "The folder "
              + path
              + " is too long for sockets: their paths would have "
              + length
              + " bytes, and the kernel takes "
              + MAX_SOCKET_PATH_BYTES
              + ". Choose a shorter state folder.");
    }
  }

  public Path path() {
    return path;
  }

  /** Returns the monitor for work. */
  public Path monitorSocket() {
    return path.resolve("monitor.sock");
  }

  /** Returns the monitor that is kept free for out-of-band commands. */
  public Path emergencySocket() {
    return path.resolve(LONGEST_SOCKET_NAME);
  }

  /** Returns the file that QEMU writes its pid to, locks, and removes when it exits by itself. */
  public Path pidfile() {
    return path.resolve("qemu.pid");
  }

  /** Returns drover's own name for the same file, which nobody removes. */
  public Path lockFile() {
    return path.resolve("qemu.lock");
  }

  /** Returns the file that QEMU writes its run states to. */
  public Path runStateLog() {
    return path.resolve("runstate.log");
  }

  /** Returns the file that takes QEMU's standard output and error. */
  public Path qemuLog() {
    return path.resolve("qemu.log");
  }

  /** Returns the socket of a serial port. */
  public Path serialSocket(int port) {
    return path.resolve(StateLayout.serialSocket(port));
  }

  /** Returns the file that takes the output of a serial port. */
  public Path serialLog(int port) {
    return path.resolve(StateLayout.serialLog(port));
  }

  /** Returns the socket of a display. */
  public Path displaySocket(int index) {
    return path.resolve("display" + index + ".sock");
  }

  /**
   * Makes the folder, with its parents, if it is not there.
   *
   * @throws DroverException STORAGE_FAILED
   */
  public void create() {
    try {
      Files.createDirectories(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
    } catch (IOException e) {
      throw storageFailed("made", e);
    }
  }

  /**
   * Removes the folder and the files in it; one that is missing is fine. Only after the proof that
   * its QEMU is dead: the folder holds that proof.
   *
   * @throws DroverException STORAGE_FAILED
   */
  public void remove() {
    if (!Files.isDirectory(path)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw storageFailed("removed", e);
    }
  }

  private DroverException storageFailed(String what, IOException e) {
    return new DroverException(
        FailureCode.STORAGE_FAILED, "The folder " + path + " cannot be " + what + ": " + e, e);
  }

  @Override
  public String toString() {
    return path.toString();
  }
}

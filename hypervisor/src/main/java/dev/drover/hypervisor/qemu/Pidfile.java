package dev.drover.hypervisor.qemu;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The proof of a QEMU's life and death. QEMU locks its pidfile (a POSIX lock, see
 * qemu_write_pidfile in util/oslib-posix.c) before it writes its pid, and the kernel drops the lock
 * when the process ends, a zombie included. So a pid in the file and a free lock mean death; a pid
 * alone means nothing, because pids are used again.
 *
 * <p>QEMU unlinks its pidfile when it exits by itself. drover therefore makes the file before it
 * starts QEMU, under two names, and looks at the name that QEMU does not know.
 *
 * <p>While there is no pid yet, QEMU may still be on its way, even if the worker that started it is
 * dead. Then nothing may be locked here, or QEMU would find its pidfile taken; the process table
 * decides instead.
 */
final class Pidfile {
  private static final int MAX_PIDFILE_BYTES = 32;

  /**
   * Two channels of one JVM on one file get an exception instead of an answer, so probing is one at
   * a time.
   */
  private static final Object PROBE = new Object();

  private final DomainFolder folder;

  Pidfile(DomainFolder folder) {
    this.folder = requireNonNull(folder, "folder is null");
  }

  /** Makes a fresh pidfile under both names. Only when the process before is proven dead. */
  void create() throws IOException {
    Files.deleteIfExists(folder.pidfile());
    Files.deleteIfExists(folder.lockFile());
    Files.createFile(
        folder.lockFile(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.createLink(folder.pidfile(), folder.lockFile());
  }

  Liveness liveness() {
    try {
      if (pid().isPresent()) {
        return isLocked() ? Liveness.ALIVE : Liveness.DEAD;
      }
      return findInProcessTable().isPresent() ? Liveness.ALIVE : Liveness.DEAD;
    } catch (IOException e) {
      return Liveness.UNKNOWN;
    }
  }

  /** Returns the pid that QEMU wrote; empty before it did. */
  OptionalLong pid() throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(folder.lockFile());
    } catch (NoSuchFileException e) {
      return OptionalLong.empty();
    }
    String text = new String(bytes, StandardCharsets.US_ASCII);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    if (bytes.length > MAX_PIDFILE_BYTES || !text.matches("[1-9][0-9]{0,9}\n")) {
      throw new IOException(folder.lockFile() + " holds no pid");
    }
    return OptionalLong.of(Long.parseLong(text.strip()));
  }

  /** Returns whether QEMU went through its own exit, which removes its name of the file. */
  boolean exitedByItself() {
    return Files.exists(folder.lockFile()) && Files.notExists(folder.pidfile());
  }

  private boolean isLocked() throws IOException {
    synchronized (PROBE) {
      try (FileChannel channel =
          FileChannel.open(folder.lockFile(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        FileLock lock = channel.tryLock();
        // Closing the channel gives the lock back.
        return lock == null;
      }
    }
  }

  /**
   * Returns the process to signal: it must name this very pidfile on its command line, because Java
   * cannot ask who holds a lock. The handle remembers when the process started and signals no other
   * of the same pid.
   */
  Optional<ProcessHandle> process() throws IOException {
    OptionalLong pid = pid();
    if (pid.isEmpty()) {
      return findInProcessTable();
    }
    Optional<ProcessHandle> handle = ProcessHandle.of(pid.getAsLong());
    return handle.isPresent() && namesPidfile(handle.get()) ? handle : Optional.empty();
  }

  private Optional<ProcessHandle> findInProcessTable() throws IOException {
    for (long pid : ProcessTable.pids()) {
      Optional<ProcessHandle> handle = ProcessHandle.of(pid);
      if (handle.isPresent() && namesPidfile(handle.get())) {
        return handle;
      }
    }
    return Optional.empty();
  }

  private boolean namesPidfile(ProcessHandle process) throws IOException {
    return namesPidfile(ProcessTable.commandLine(process.pid()));
  }

  private boolean namesPidfile(List<String> commandLine) {
    int option = commandLine.indexOf("-pidfile");
    return option >= 0
        && option + 1 < commandLine.size()
        && commandLine.get(option + 1).equals(folder.pidfile().toString());
  }
}

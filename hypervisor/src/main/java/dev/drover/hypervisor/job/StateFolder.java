package dev.drover.hypervisor.job;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.util.Objects.requireNonNull;

import dev.drover.protocol.StateLayout;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The folder in which a host keeps what must survive its worker. Holds an exclusive lock from
 * {@link #open} to {@link #close}, so that a worker that was frozen and thaws cannot write over its
 * successor. Readable by its owner only.
 *
 * <pre>
 * host-id    the host's UUID, drawn once
 * lock       held by the worker; its content says by which process
 * jobs/      open job records
 * closed/    ids of migrations that are over
 * domains/   one folder a domain
 * </pre>
 */
public final class StateFolder implements AutoCloseable {
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
  private static final FileAttribute<?> PRIVATE_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<?> PRIVATE_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final Set<PosixFilePermission> OTHERS =
      PosixFilePermissions.fromString("---rwxrwx");

  /**
   * Folders that this process holds. A lock does not exclude its own process, and closing any
   * channel on the lock's file gives the lock away (POSIX), so a second one must not even be
   * opened.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel lock;
  private final String hostId;
  private final String bootId;

  private StateFolder(Path folder, FileChannel lock, String hostId, String bootId) {
    this.folder = requireNonNull(folder, "folder is null");
    this.lock = requireNonNull(lock, "lock is null");
    this.hostId = requireNonNull(hostId, "hostId is null");
    this.bootId = requireNonNull(bootId, "bootId is null");
  }

  /**
   * Makes the folder where it is missing, and locks it.
   *
   * @param certificateHost the UUID in this host's certificate, null if it has none. A new folder
   *     takes it over; an older folder must have the same.
   * @throws DroverException STATE_FOLDER_IN_USE if a worker holds it; INVALID_CONFIGURATION if
   *     other users may enter it, or if it belongs to another host than the certificate;
   *     STORAGE_FAILED if it cannot be made or read
   */
  public static StateFolder open(Path folder, @Nullable String certificateHost) {
    try {
      Path real = makePrivate(folder);
      if (!HELD.add(real)) {
        throw inUse(real, "this very process");
      }
      try {
        return openHeld(real, certificateHost);
      } catch (IOException | RuntimeException e) {
        HELD.remove(real);
        throw e;
      }
    } catch (IOException e) {
      throw Failures.storage("The state folder " + folder + " cannot be used", e);
    }
  }

  private static StateFolder openHeld(Path folder, @Nullable String certificateHost)
      throws IOException {
    FileChannel lock = lock(folder);
    try {
      for (String name : new String[] {StateLayout.JOBS, StateLayout.CLOSED, StateLayout.DOMAINS}) {
        makePrivate(folder.resolve(name));
      }
      String hostId = hostId(folder, certificateHost);
      new FileDisk().force(folder);
      return new StateFolder(folder, lock, hostId, Files.readString(BOOT_ID).strip());
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** Returns the folder itself, without symbolic links. */
  public Path path() {
    return folder;
  }

  /** Returns the folder of the open job records. */
  public Path jobs() {
    return folder.resolve(StateLayout.JOBS);
  }

  /** Returns the folder of the closed ids. */
  public Path closed() {
    return folder.resolve(StateLayout.CLOSED);
  }

  /** Returns the folder that has one folder for each domain. */
  public Path domains() {
    return folder.resolve(StateLayout.DOMAINS);
  }

  /** Returns this host's UUID in lower case. */
  public String hostId() {
    return hostId;
  }

  /** Returns the kernel's boot id: another one proves that whatever ran before is dead. */
  public String bootId() {
    return bootId;
  }

  /** Gives the lock back. Closing again changes nothing. */
  @Override
  public void close() {
    if (!lock.isOpen()) {
      return;
    }
    try {
      lock.close();
    } catch (IOException e) {
      throw Failures.storage("The lock of the state folder " + folder + " cannot be released", e);
    } finally {
      HELD.remove(folder);
    }
  }

  private static Path makePrivate(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Path parent = folder.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.createDirectory(folder, PRIVATE_FOLDER);
    }
    Set<PosixFilePermission> found = Files.getPosixFilePermissions(folder);
    if (found.stream().anyMatch(OTHERS::contains)) {
      throw new DroverException(
          FailureCode.INVALID_CONFIGURATION,
          "The state folder "
              + folder
              + " is open to other users ("
              + PosixFilePermissions.toString(found)
              + "); it must be rwx------ (chmod 700).");
    }
    return folder.toRealPath();
  }

  private static FileChannel lock(Path folder) throws IOException {
    Path file = folder.resolve(StateLayout.LOCK);
    FileChannel channel = FileChannel.open(file, Set.of(CREATE, READ, WRITE), PRIVATE_FILE);
    try {
      if (channel.tryLock() == null) {
        ByteBuffer holder = ByteBuffer.allocate(100);
        channel.read(holder, 0);
        throw inUse(folder, StandardCharsets.UTF_8.decode(holder.flip()).toString().strip());
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              ("process " + ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8)),
          0);
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static DroverException inUse(Path folder, String holder) {
    return new DroverException(
        FailureCode.STATE_FOLDER_IN_USE,
        "The state folder "
            + folder
            + " is held by "
            + (holder.isEmpty() ? "another process" : holder)
            + ".");
  }

  private static String hostId(Path folder, @Nullable String certificateHost) throws IOException {
    Path file = folder.resolve(StateLayout.HOST_ID);
    String kept;
    try {
      kept = Files.readString(file).strip();
    } catch (NoSuchFileException e) {
      String drawn = certificateHost == null ? UUID.randomUUID().toString() : certificateHost;
      writeHostId(file, uuid(drawn, "this host's certificate"));
      return uuid(drawn, "this host's certificate");
    }
    String hostId = uuid(kept, file.toString());
    if (certificateHost != null && !uuid(certificateHost, "the certificate").equals(hostId)) {
      throw new DroverException(
          FailureCode.INVALID_CONFIGURATION,
          "The state folder "
              + folder
              + " belongs to host "
              + hostId
              + ", and the certificate to host "
              + certificateHost
              + ": use the certificate folder of this host.");
    }
    return hostId;
  }

  private static void writeHostId(Path file, String hostId) throws IOException {
    FileDisk disk = new FileDisk();
    Path unfinished = RecordFile.unfinished(file);
    try (DurableFile open = disk.create(unfinished)) {
      open.write(ByteBuffer.wrap((hostId + "\n").getBytes(StandardCharsets.UTF_8)), 0);
      open.force();
    }
    disk.rename(unfinished, file);
  }

  private static String uuid(String text, String where) {
    try {
      // UUID.fromString also takes shorter groups; only the canonical form is one name for one
      // host.
      String canonical = UUID.fromString(text).toString();
      if (canonical.equalsIgnoreCase(text)) {
        return canonical;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new DroverException(
        FailureCode.INVALID_CONFIGURATION,
        "The host UUID in " + where + " is \"" + text + "\", which is no UUID.");
  }
}

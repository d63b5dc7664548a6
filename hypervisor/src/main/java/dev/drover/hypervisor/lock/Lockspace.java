package dev.drover.hypervisor.lock;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.drover.protocol.CanonicalUuid;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder on storage that all hosts of a group share. Each domain has a folder in it, and in that
 * one file for each change of its lease, named by its epoch; the highest one counts. A change is
 * made by linking a whole, durable file to the next epoch's name, which one host alone can do
 * (POSIX link, atomic on NFS too). Files are never written in place.
 *
 * <pre>
 * lockspace-id          a UUID, put there by a person: a folder without it is not the lockspace,
 *                       for example because the storage is not mounted
 * UUID/000000000007     epoch 7 of a domain's lease
 * </pre>
 */
final class Lockspace {
  static final String ID_FILE = "lockspace-id";

  /** Old epochs are history for people; a host that is this far behind reads anew. */
  private static final int KEPT = 64;

  private static final int MAX_FILE = 16 << 10;
  private static final Pattern EPOCH = Pattern.compile("\\d{12}");
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final Path folder;
  private final String id;

  private Lockspace(Path folder, String id) {
    this.folder = requireNonNull(folder, "folder is null");
    this.id = requireNonNull(id, "id is null");
  }

  /**
   * Opens a lockspace that a person has made.
   *
   * @throws DroverException INVALID_CONFIGURATION if it is none
   */
  static Lockspace open(Path folder) {
    return id(folder)
        .map(id -> new Lockspace(folder, id))
        .orElseThrow(
            () ->
                new DroverException(
                    FailureCode.INVALID_CONFIGURATION,
                    "%s is no lockspace: its file %s, which holds a UUID, cannot be read. Mount the shared storage; for a new lockspace, run: uuidgen > %s"
                        .formatted(folder, ID_FILE, folder.resolve(ID_FILE))));
  }

  private static Optional<String> id(Path folder) {
    Path file = folder.resolve(ID_FILE);
    try {
      if (Files.size(file) <= MAX_FILE) {
        String text = Files.readString(file).strip();
        if (UUID.fromString(text).toString().equalsIgnoreCase(text)) {
          return Optional.of(text.toLowerCase(Locale.ROOT));
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      // Said by the caller, with what to do.
    }
    return Optional.empty();
  }

  /**
   * Makes certain that the storage is still mounted where nothing is found: in an empty mount point
   * every lease would seem to be free. A chain that is there needs no such look.
   */
  private void checkIsThere() {
    if (!id(folder).equals(Optional.of(id))) {
      throw storage(
          "Lockspace " + id + " is not there any more",
          "file " + folder.resolve(ID_FILE) + " does not hold its UUID; mount the shared storage",
          null);
    }
  }

  /** Returns the UUID that all hosts of this lockspace see. */
  String id() {
    return id;
  }

  Path folder() {
    return folder;
  }

  /**
   * Returns the UUIDs of all domains that have a chain here.
   *
   * @throws DroverException STORAGE_FAILED
   */
  List<String> domains() {
    checkIsThere();
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .map(entry -> String.valueOf(entry.getFileName()))
          .filter(name -> CanonicalUuid.of(name).filter(name::equals).isPresent())
          .toList();
    } catch (IOException e) {
      throw storage("The leases in " + folder + " cannot be listed", reason(e), e);
    }
  }

  /**
   * Returns a domain's lease; empty if it never had one.
   *
   * @throws DroverException STORAGE_FAILED, or RECORD_UNREADABLE
   */
  Optional<Lease> current(String domain) {
    Path chain = chain(domain);
    // What was listed may be pruned before it is read; then there is a newer one.
    for (int tries = 0; tries < KEPT; tries++) {
      List<Long> epochs = epochs(chain);
      if (epochs.isEmpty()) {
        checkIsThere();
        return Optional.empty();
      }
      long last = epochs.get(epochs.size() - 1);
      Optional<Lease> found = read(chain.resolve(file(last)), last);
      if (found.isPresent()) {
        return found;
      }
    }
    throw storage("The lease in " + chain + " cannot be read", "its files vanish", null);
  }

  /**
   * Adds the next entry of a domain's chain.
   *
   * @return false if another host was faster: then nothing has changed, and the chain is to be read
   *     anew
   * @throws DroverException STORAGE_FAILED; the entry may have been added all the same
   */
  boolean add(String domain, Lease next) {
    Path chain = chain(domain);
    try {
      if (Files.notExists(chain)) {
        checkIsThere();
        makeShared(chain);
      }
      Path unfinished = chain.resolve("." + UUID.randomUUID() + ".new");
      try {
        writeWhole(unfinished, MAPPER.writeValueAsBytes(next));
        Files.createLink(chain.resolve(file(next.epoch())), unfinished);
      } catch (FileAlreadyExistsException e) {
        return false;
      } finally {
        Files.deleteIfExists(unfinished);
      }
      force(chain);
      List<Long> epochs = epochs(chain);
      if (epochs.isEmpty() || epochs.get(epochs.size() - 1) != next.epoch()) {
        // The name was free only because its epoch is long past and pruned, or others went on
        // since.
        return false;
      }
      prune(chain, epochs);
      return true;
    } catch (IOException e) {
      throw storage("The lease in " + chain + " cannot be changed", reason(e), e);
    }
  }

  private Path chain(String domain) {
    return folder.resolve(UUID.fromString(domain).toString());
  }

  private static String file(long epoch) {
    return "%012d".formatted(epoch);
  }

  private static List<Long> epochs(Path chain) {
    List<Long> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(chain)) {
      files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> EPOCH.matcher(name).matches())
          .forEach(name -> found.add(Long.parseLong(name)));
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw storage("The leases in " + chain + " cannot be listed", reason(e), e);
    }
    Collections.sort(found);
    return found;
  }

  private static Optional<Lease> read(Path file, long epoch) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() > MAX_FILE) {
        throw unreadable(file, "it is larger than " + MAX_FILE + " bytes");
      }
      ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // Short reads are completed.
      }
      Lease read = MAPPER.readValue(bytes.array(), 0, bytes.position(), Lease.class);
      return Optional.of(Lease.checked(read, epoch, file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (JsonProcessingException e) {
      throw unreadable(file, e.getOriginalMessage());
    } catch (IOException e) {
      throw storage("The lease " + file + " cannot be read", reason(e), e);
    }
  }

  private static void makeShared(Path chain) throws IOException {
    try {
      Files.createDirectory(
          chain,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      force(requireNonNull(chain.getParent(), "a chain lies in its lockspace"));
    } catch (FileAlreadyExistsException e) {
      // Another entry was first.
    }
  }

  private static void writeWhole(Path file, byte[] content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  private static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static void prune(Path chain, List<Long> epochs) throws IOException {
    for (long epoch : epochs.subList(0, Math.max(0, epochs.size() - KEPT))) {
      Files.deleteIfExists(chain.resolve(file(epoch)));
    }
  }

  static DroverException unreadable(Object file, String why) {
    return new DroverException(
        FailureCode.RECORD_UNREADABLE, "The lease " + file + " cannot be used: " + why + ".");
  }

  private static DroverException storage(String what, String why, @Nullable IOException cause) {
    String sentence = what + ": " + why + ".";
    return cause == null
        ? new DroverException(FailureCode.STORAGE_FAILED, sentence)
        : new DroverException(FailureCode.STORAGE_FAILED, sentence, cause);
  }

  private static String reason(IOException cause) {
    return String.valueOf(
        cause instanceof FileSystemException file && file.getReason() != null
            ? file.getReason()
            : cause.getMessage());
  }
}

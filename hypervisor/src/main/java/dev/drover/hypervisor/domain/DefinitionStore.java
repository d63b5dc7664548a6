package dev.drover.hypervisor.domain;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.CanonicalUuid;
import dev.drover.protocol.StateLayout;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps the definitions of a host's persistent domains, one folder a domain: {@code
 * <domains>/<uuid>/definition.xml}. A file is there whole or not at all. Thread-safe for different
 * domains; callers hold one domain to one thread.
 */
public final class DefinitionStore {
  private final Path domains;

  /** What lies ready as a draft, by the domain's UUID. */
  private final Map<String, DomainDefinition> staged = new ConcurrentHashMap<>();

  /**
   * @param domains the folder of all domains' folders; it exists
   */
  public DefinitionStore(Path domains) {
    this.domains = requireNonNull(domains, "domains is null");
  }

  /** Returns the folder of one domain, which need not exist. */
  public Path folder(String uuid) {
    return domains.resolve(uuid);
  }

  /** Returns the file that a domain's definition is kept in, which need not exist. */
  public Path file(String uuid) {
    return folder(uuid).resolve(StateLayout.DEFINITION);
  }

  /** Returns the file that {@link #stage} makes, which need not exist. */
  public Path draft(String uuid) {
    return draft(file(uuid));
  }

  /**
   * Returns the UUIDs of all domains that have a folder here, whatever is in it. What else lies
   * here is nobody's domain.
   */
  public List<String> folders() {
    List<String> uuids = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(domains)) {
      for (Path folder : folders) {
        String name = folder.getFileName().toString();
        if (CanonicalUuid.of(name).filter(name::equals).isPresent() && Files.isDirectory(folder)) {
          uuids.add(name);
        }
      }
    } catch (IOException e) {
      throw failed("list the domains in " + domains, e);
    }
    return uuids;
  }

  /** Returns the definition that is kept for a domain. */
  public Optional<DomainDefinition> find(String uuid) {
    return read(folder(uuid).resolve(StateLayout.DEFINITION));
  }

  /** Reads any definition file; empty if there is none. */
  public Optional<DomainDefinition> read(Path file) {
    try {
      return Optional.of(DomainXml.read(Files.readAllBytes(file)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw failed("read " + file, e);
    }
  }

  /**
   * Keeps a definition in place of the one before. Whoever reads now finds it; it survives a power
   * loss only after {@link #sync}: the blackout has no time for the disk.
   */
  public void save(DomainDefinition definition) {
    String uuid = definition.uuid();
    boolean ready = definition.equals(staged.remove(uuid));
    if (!ready || !moved(definition, file(uuid))) {
      makeFolder(folder(uuid));
      write(definition, file(uuid));
    }
  }

  /**
   * Lays a definition ready, so that saving it is one step. Until {@link #save} or {@link #unstage}
   * there is a draft beside the domain's definition.
   */
  public void stage(DomainDefinition definition) {
    makeFolder(folder(definition.uuid()));
    writeDraft(definition, file(definition.uuid()));
    staged.put(definition.uuid(), definition);
  }

  /** Forgets what was laid ready for a domain, also by a process before this one. */
  public void unstage(String uuid) {
    staged.remove(uuid);
    try {
      Files.deleteIfExists(draft(uuid));
      removeIfEmpty(folder(uuid));
    } catch (IOException e) {
      throw failed("forget the draft in " + folder(uuid), e);
    }
  }

  /** Writes a definition to any file, whole or not at all; not yet safe from a power loss. */
  public void write(DomainDefinition definition, Path file) {
    writeDraft(definition, file);
    if (!moved(definition, file)) {
      throw new DroverException(
          FailureCode.STORAGE_FAILED,
          "Somebody else took away what this host was writing as " + file);
    }
  }

  private static void writeDraft(DomainDefinition definition, Path file) {
    Path draft = draft(file);
    try {
      Files.write(draft, DomainXml.write(definition).getBytes(StandardCharsets.UTF_8));
      Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      throw notSaved(definition, file, e);
    }
  }

  private static Path draft(Path file) {
    return file.resolveSibling(file.getFileName() + ".new");
  }

  /** Gives a draft its name; false if there is none. */
  private static boolean moved(DomainDefinition definition, Path file) {
    try {
      Files.move(
          draft(file), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw notSaved(definition, file, e);
    }
  }

  /** Makes what was saved for a domain survive a power loss. Without a definition, does nothing. */
  public void sync(String uuid) {
    Path folder = folder(uuid);
    try {
      if (Files.exists(folder.resolve(StateLayout.DEFINITION))) {
        force(folder.resolve(StateLayout.DEFINITION));
        force(folder);
        force(domains);
      }
    } catch (IOException e) {
      throw failed("bring the definition in " + folder + " to the disk", e);
    }
  }

  /** Forgets a domain's definition, and its folder if nothing else is in it. */
  public void delete(String uuid) {
    Path folder = folder(uuid);
    try {
      Files.deleteIfExists(folder.resolve(StateLayout.DEFINITION));
      removeIfEmpty(folder);
    } catch (IOException e) {
      throw failed("forget the definition in " + folder, e);
    }
  }

  /** Removes a domain's folder if nothing is in it any more. */
  public void removeEmptyFolder(String uuid) {
    try {
      removeIfEmpty(folder(uuid));
    } catch (IOException e) {
      throw failed("remove the folder " + folder(uuid), e);
    }
  }

  /** Makes a domain's folder, closed to everybody else. */
  public void makeFolder(Path folder) {
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw failed("make the folder " + folder, e);
    }
  }

  private static void removeIfEmpty(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      if (entries.iterator().hasNext()) {
        return;
      }
    }
    Files.deleteIfExists(folder);
  }

  private static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static DroverException notSaved(DomainDefinition definition, Path file, IOException e) {
    return failed("save the definition of " + definition.name() + " as " + file, e);
  }

  private static DroverException failed(String what, IOException e) {
    return new DroverException(
        FailureCode.STORAGE_FAILED, "This host could not " + what + ": " + e, e);
  }
}

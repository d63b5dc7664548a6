package dev.drover.starter.local;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.StateLayout;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.xml.XmlElement;
import dev.drover.protocol.xml.XmlException;
import dev.drover.protocol.xml.XmlReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The guests of this host, as its worker's state folder shows them. */
public final class LocalGuests {
  /** As setting of the worker and of commands; the worker's configuration knows it, too. */
  public static final String STATE_FOLDER = "DROVER_STATE_FOLDER";

  /** The hosts write no larger definitions. */
  private static final int MAX_DEFINITION_BYTES = 256 << 10;

  private static final int MAX_HOST_ID_BYTES = 100;

  private final Path folder;

  private LocalGuests(Path folder) {
    this.folder = requireNonNull(folder, "folder is null");
  }

  /**
   * Returns where this host's state folder is.
   *
   * @param option what the user said; empty: nothing
   */
  public static Path folder(String option, Map<String, String> environment) {
    String named = option.isEmpty() ? environment.getOrDefault(STATE_FOLDER, "") : option;
    return Path.of(
            named.isEmpty()
                ? StateLayout.defaultFolder(
                    System.getProperty("user.name", ""), System.getProperty("user.home", "/"))
                : named)
        .toAbsolutePath();
  }

  /**
   * Opens a state folder.
   *
   * @return empty if there is none
   * @throws DroverException INVALID_CONFIGURATION if this user may not look into it
   */
  public static Optional<LocalGuests> open(Path folder) {
    try {
      // QEMU was given paths without symbolic links.
      Path real = folder.toRealPath();
      if (!Files.isDirectory(real.resolve(StateLayout.DOMAINS))) {
        if (!Files.isExecutable(real)) {
          throw new AccessDeniedException(real.toString());
        }
        return Optional.empty();
      }
      return Optional.of(new LocalGuests(real));
    } catch (NoSuchFileException | NotDirectoryException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  /** Returns this host's UUID; empty if its folder does not say. */
  public Optional<String> hostId() {
    return read(folder.resolve(StateLayout.HOST_ID), MAX_HOST_ID_BYTES)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8).strip());
  }

  /**
   * Finds the guests with a UUID or a name; several may have the same name.
   *
   * @throws DroverException INVALID_CONFIGURATION if this user may not look
   */
  public List<LocalGuest> find(String nameOrUuid) {
    return all().stream()
        .filter(
            guest -> guest.uuid().equalsIgnoreCase(nameOrUuid) || guest.name().equals(nameOrUuid))
        .toList();
  }

  private List<LocalGuest> all() {
    List<LocalGuest> guests = new ArrayList<>();
    Path domains = folder.resolve(StateLayout.DOMAINS);
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(domains)) {
      folders.forEach(domain -> guest(domain).ifPresent(guests::add));
    } catch (IOException e) {
      throw unreadable(domains, e);
    }
    return guests;
  }

  /** A folder without a readable live definition has no QEMU that could be attached to. */
  private static Optional<LocalGuest> guest(Path domain) {
    return read(domain.resolve(StateLayout.LIVE_DEFINITION), MAX_DEFINITION_BYTES)
        .flatMap(LocalGuests::parse)
        .map(
            live ->
                new LocalGuest(
                    domain.getFileName().toString(),
                    text(live, "name"),
                    domain.resolve(StateLayout.RUN),
                    serials(live)));
  }

  private static Optional<XmlElement> parse(byte[] definition) {
    try {
      return Optional.of(XmlReader.read(definition, MAX_DEFINITION_BYTES));
    } catch (XmlException damaged) {
      return Optional.empty();
    }
  }

  private static String text(XmlElement element, String child) {
    XmlElement found = element.child(child);
    return found == null ? "" : found.text();
  }

  /** The worker has written the definition, so every port has its number. */
  private static List<SerialLine> serials(XmlElement live) {
    XmlElement devices = live.child("devices");
    if (devices == null) {
      return List.of();
    }
    List<SerialLine> serials = new ArrayList<>();
    for (XmlElement device : devices.children()) {
      XmlElement target = device.child("target");
      if (device.name().equals("serial") && target != null) {
        serials.add(
            new SerialLine(
                number(target.attribute("port")), String.valueOf(device.attribute("type"))));
      }
    }
    return serials;
  }

  private static int number(@Nullable String text) {
    try {
      return Integer.parseInt(String.valueOf(text));
    } catch (NumberFormatException notWrittenByAWorker) {
      return 0;
    }
  }

  private static Optional<byte[]> read(Path file, int most) {
    try (InputStream input = Files.newInputStream(file)) {
      byte[] bytes = input.readNBytes(most + 1);
      return bytes.length > most ? Optional.empty() : Optional.of(bytes);
    } catch (IOException notThere) {
      return Optional.empty();
    }
  }

  private static DroverException unreadable(Path folder, IOException e) {
    String reason =
        e instanceof AccessDeniedException
            ? "it belongs to another user; run the command as the user of the worker"
            : String.valueOf(e.getMessage());
    return new DroverException(
        FailureCode.INVALID_CONFIGURATION,
        "The state folder " + folder + " cannot be read: " + reason + ".",
        e);
  }
}

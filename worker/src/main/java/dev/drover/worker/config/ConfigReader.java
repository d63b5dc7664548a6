package dev.drover.worker.config;

import static java.util.Objects.requireNonNull;

import com.google.common.net.HostAndPort;
import com.google.common.net.InetAddresses;
import dev.drover.protocol.failure.DroverException;
import dev.drover.worker.config.ConfigSources.Value;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads a worker's configuration: command line first, then environment, then file, then defaults.
 * Reports all mistakes together.
 */
public final class ConfigReader {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final int MAX_MOVES = 100;

  private final Problems problems = new Problems();
  private final Map<Setting, Value> values;
  private final Defaults defaults;

  private ConfigReader(
      Map<Setting, String> flags,
      Map<String, String> environment,
      Optional<Path> file,
      Defaults defaults) {
    this.values = ConfigSources.merge(flags, environment, file, problems);
    this.defaults = requireNonNull(defaults, "defaults is null");
  }

  /**
   * What the machine gives where nobody says anything.
   *
   * @param hostName the machine's name
   * @param stateFolder absolute
   */
  public record Defaults(String hostName, Path stateFolder) {}

  /**
   * Reads and checks everything.
   *
   * @param file overrides the file that the environment names
   * @throws DroverException INVALID_CONFIGURATION, with every mistake
   */
  public static WorkerConfig read(
      Map<Setting, String> flags,
      Map<String, String> environment,
      Optional<Path> file,
      Defaults defaults) {
    return new ConfigReader(flags, environment, file, defaults).read();
  }

  private WorkerConfig read() {
    Path stateFolder = path(Setting.STATE_FOLDER, defaults.stateFolder());
    WorkerConfig config =
        new WorkerConfig(
            name(),
            stateFolder,
            path(Setting.CERTIFICATES, stateFolder.resolve("certificates")),
            roles(),
            address(Setting.PEER_LISTEN, HostAndPort.fromParts("127.0.0.1", 7235)),
            dataListen(),
            path(Setting.QEMU, Path.of("/usr/bin/qemu-system-x86_64")),
            lockspace(),
            address(Setting.METRICS_LISTEN, HostAndPort.fromParts("127.0.0.1", 9464)),
            count(Setting.MAX_OUTGOING, 2),
            count(Setting.MAX_INCOMING, 4),
            oneOf(Setting.LOG_LEVEL, LogLevel.class, LogLevel.INFO));
    problems.throwIfAny();
    return config;
  }

  private String name() {
    String name = text(Setting.NAME).orElse(defaults.hostName());
    if (!NAME.matcher(name).matches()) {
      problem(
          Setting.NAME,
          "must be 1 to 64 letters, digits, dots, dashes and underscores, and begin with a letter"
              + " or digit");
    }
    return name;
  }

  private Set<Role> roles() {
    Optional<String> text = text(Setting.ROLES);
    if (text.isEmpty()) {
      return EnumSet.allOf(Role.class);
    }
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (String word : text.get().split(",", -1)) {
      try {
        roles.add(Role.valueOf(word.strip().toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException e) {
        problem(Setting.ROLES, "must name host, coordinator, or both separated by a comma");
        return EnumSet.allOf(Role.class);
      }
    }
    return roles;
  }

  private String dataListen() {
    Optional<String> text = text(Setting.DATA_LISTEN);
    if (text.isEmpty()) {
      return "127.0.0.1";
    }
    try {
      HostAndPort address = HostAndPort.fromString(text.get());
      String host = address.getHost();
      if (!address.hasPort()
          && InetAddresses.isInetAddress(host)
          && !InetAddresses.forString(host).isAnyLocalAddress()) {
        return host;
      }
    } catch (IllegalArgumentException e) {
      // Falls through to the same complaint.
    }
    problem(
        Setting.DATA_LISTEN,
        "must be one IP address of this host, because sources are told it, and without a port: QEMU's"
            + " ports are chosen");
    return "127.0.0.1";
  }

  private Optional<Path> lockspace() {
    Path nowhere = Path.of("/");
    return text(Setting.LOCKSPACE)
        .filter(text -> !text.equals("none"))
        .map(text -> path(Setting.LOCKSPACE, nowhere));
  }

  private HostAndPort address(Setting setting, HostAndPort fallback) {
    Optional<String> text = text(setting);
    if (text.isEmpty()) {
      return fallback;
    }
    try {
      HostAndPort address = HostAndPort.fromString(text.get());
      if (address.hasPort() && !address.getHost().isBlank()) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      // Falls through to the same complaint.
    }
    problem(setting, "must be HOST:PORT with a port of 0 to 65535, an IPv6 address in brackets");
    return fallback;
  }

  private Path path(Setting setting, Path fallback) {
    Optional<String> text = text(setting);
    if (text.isEmpty()) {
      return fallback;
    }
    try {
      Path path = Path.of(text.get());
      if (path.isAbsolute()) {
        return path.normalize();
      }
    } catch (InvalidPathException e) {
      // Falls through to the same complaint.
    }
    problem(setting, "must be an absolute path");
    return fallback;
  }

  private int count(Setting setting, int fallback) {
    Optional<String> text = text(setting);
    if (text.isEmpty()) {
      return fallback;
    }
    try {
      int count = Integer.parseInt(text.get());
      if (count >= 1 && count <= MAX_MOVES) {
        return count;
      }
    } catch (NumberFormatException e) {
      // Falls through to the same complaint.
    }
    problem(setting, "must be a whole number from 1 to " + MAX_MOVES);
    return fallback;
  }

  private <E extends Enum<E>> E oneOf(Setting setting, Class<E> type, E fallback) {
    Optional<String> text = text(setting);
    if (text.isEmpty()) {
      return fallback;
    }
    try {
      return Enum.valueOf(type, text.get().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      problem(setting, "must be one of " + EnumSet.allOf(type).toString().toLowerCase(Locale.ROOT));
      return fallback;
    }
  }

  private Optional<String> text(Setting setting) {
    return Optional.ofNullable(values.get(setting)).map(value -> value.text().strip());
  }

  private void problem(Setting setting, String rule) {
    Value value = values.get(setting);
    String origin = value == null ? setting.key() + " (by default)" : value.origin();
    String found = value == null ? defaults.hostName() : value.text();
    problems.add(origin + " " + rule + ", not '" + found + "'");
  }
}

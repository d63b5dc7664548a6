package dev.drover.worker.doctor;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the kernel says of processes, locks and sockets (proc(5)). Needs no privileges. */
final class Proc {
  private static final String LISTEN = "0A";

  private final Path root;

  /** Reads below the given folder, {@code /proc} but in tests. */
  Proc(Path root) {
    this.root = requireNonNull(root, "root is null");
  }

  /** Returns whether a process holds a POSIX lock on a file of this inode. */
  boolean holdsLock(long pid, long inode) {
    // 1: POSIX  ADVISORY  WRITE 4711 fe:01:131085 0 EOF
    return lines(root.resolve("locks")).stream()
        .map(line -> line.split("\\s+", -1))
        .anyMatch(
            word ->
                word.length > 5
                    && word[4].equals(Long.toString(pid))
                    && word[5].endsWith(":" + inode));
  }

  /**
   * A socket that listens.
   *
   * @param address hexadecimal, as the kernel writes it
   */
  record Listener(String address, long inode) {}

  /** Returns who listens on a TCP port, on whichever address. */
  List<Listener> listeners(int port) {
    List<Listener> found = new ArrayList<>();
    for (String table : List.of("tcp", "tcp6")) {
      for (String line : lines(root.resolve("net").resolve(table))) {
        // 0: 0100007F:1C43 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 58423 ...
        String[] word = line.strip().split("\\s+", -1);
        if (word.length > 9 && word[3].equals(LISTEN)) {
          String[] address = word[1].split(":", 2);
          if (address.length == 2 && Integer.parseInt(address[1], 16) == port) {
            found.add(new Listener(address[0], Long.parseLong(word[9])));
          }
        }
      }
    }
    return found;
  }

  /** Returns whether a process has a socket open; empty if this user may not know. */
  Optional<Boolean> hasSocket(long pid, long inode) {
    try (Stream<Path> files = Files.list(process(pid).resolve("fd"))) {
      for (Path file : files.toList()) {
        if (Files.readSymbolicLink(file).toString().equals("socket:[" + inode + "]")) {
          return Optional.of(true);
        }
      }
      return Optional.of(false);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Returns a process's environment; empty if this user may not know. */
  Map<String, String> environment(long pid) {
    Map<String, String> environment = new TreeMap<>();
    for (String entry : text(process(pid).resolve("environ")).orElse("").split("\0", -1)) {
      String[] pair = entry.split("=", 2);
      if (pair.length == 2) {
        environment.put(pair[0], pair[1]);
      }
    }
    return environment;
  }

  /** Returns a process's control group; empty if it is gone. */
  Optional<String> controlGroup(long pid) {
    return lines(process(pid).resolve("cgroup")).stream()
        .filter(line -> line.startsWith("0::") || line.contains(":name=systemd:"))
        .map(line -> line.substring(line.lastIndexOf(':') + 1))
        .findFirst();
  }

  /** Returns the id of this boot; empty if the kernel does not say it. */
  Optional<String> bootId() {
    return text(root.resolve("sys/kernel/random/boot_id")).map(String::strip);
  }

  /**
   * Returns after how many answers the kernel takes a TCP connection for a dialogue and holds its
   * acknowledgements back (tcp_pingpong_thresh, ip-sysctl of Linux); empty if this kernel has no
   * such setting.
   */
  Optional<Integer> answersUntilDelay() {
    return text(root.resolve("sys/net/ipv4/tcp_pingpong_thresh"))
        .map(text -> Integer.valueOf(text.strip()));
  }

  private Path process(long pid) {
    return root.resolve(Long.toString(pid));
  }

  private static List<String> lines(Path file) {
    return text(file).map(text -> text.lines().toList()).orElse(List.of());
  }

  private static Optional<String> text(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}

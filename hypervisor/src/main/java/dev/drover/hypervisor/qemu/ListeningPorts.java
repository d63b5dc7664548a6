package dev.drover.hypervisor.qemu;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** The TCP ports on which a process listens, from proc(5). */
final class ListeningPorts {
  private static final Path PROC = Path.of("/proc");
  private static final String LISTEN = "0A";

  private ListeningPorts() {}

  /** Returns {@code address:port} of each; empty also if this user may not know. */
  static List<String> of(long pid) {
    Path process = PROC.resolve(Long.toString(pid));
    Set<String> sockets = new HashSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path file : files) {
        sockets.add(target(file));
      }
    } catch (IOException e) {
      return List.of();
    }
    List<String> found = new ArrayList<>();
    for (String table : List.of("net/tcp", "net/tcp6")) {
      lines(process.resolve(table)).stream()
          .map(line -> line.strip().split("\\s+", -1))
          // 0: 0100007F:1C43 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 58423 ...
          .filter(word -> word.length > 9 && word[3].equals(LISTEN))
          .filter(word -> sockets.contains("socket:[" + word[9] + "]"))
          .forEach(word -> found.add(readable(word[1])));
    }
    return found;
  }

  private static String target(Path file) {
    try {
      return Files.readSymbolicLink(file).toString();
    } catch (IOException e) {
      // Closed since it was listed.
      return "";
    }
  }

  /** The kernel writes an address as words of its own byte order, and the port as a number. */
  static String readable(String hexadecimal) {
    String[] parts = hexadecimal.split(":", 2);
    byte[] bytes = HexFormat.of().parseHex(parts[0]);
    if (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN) {
      ByteBuffer words = ByteBuffer.wrap(bytes);
      for (int at = 0; at < bytes.length; at += Integer.BYTES) {
        words.putInt(at, Integer.reverseBytes(words.getInt(at)));
      }
    }
    int port = Integer.parseInt(parts[1], 16);
    try {
      String address = InetAddress.getByAddress(bytes).getHostAddress();
      return address.contains(":") ? "[" + address + "]:" + port : address + ":" + port;
    } catch (UnknownHostException e) {
      return hexadecimal;
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      return List.of();
    }
  }
}

package dev.drover.starter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Who runs this command, for the records. */
final class Requester {
  /** The kernel's own word: asking for it by the network's way could wait for a name server. */
  private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

  private Requester() {}

  /** Returns {@code user@host}. */
  static String current() {
    return System.getProperty("user.name", "unknown") + "@" + hostName();
  }

  private static String hostName() {
    try {
      return Files.readString(HOST_NAME).strip();
    } catch (IOException e) {
      return "unknown";
    }
  }
}

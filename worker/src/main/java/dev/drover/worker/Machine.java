package dev.drover.worker;

import dev.drover.protocol.StateLayout;
import dev.drover.worker.config.ConfigReader.Defaults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this machine and user give where the configuration says nothing. */
final class Machine {
  /** The kernel's own word: the network's way could wait for a name server. */
  private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

  private Machine() {}

  static Defaults defaults() {
    return new Defaults(hostName(), stateFolder());
  }

  private static String hostName() {
    try {
      return Files.readString(HOST_NAME).strip();
    } catch (IOException e) {
      return "localhost";
    }
  }

  /** The system's place for root, the user's own (XDG base directories) for everybody else. */
  private static Path stateFolder() {
    return Path.of(
            StateLayout.defaultFolder(
                System.getProperty("user.name", ""), System.getProperty("user.home", "/")))
        .toAbsolutePath();
  }
}

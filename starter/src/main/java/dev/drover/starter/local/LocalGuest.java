package dev.drover.starter.local;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.StateLayout;
import java.nio.file.Path;
import java.util.List;

/**
 * A guest whose QEMU was started on this host, and may have ended since.
 *
 * @param folder of its QEMU's own files
 */
public record LocalGuest(String uuid, String name, Path folder, List<SerialLine> serials) {
  public LocalGuest {
    requireNonNull(uuid, "uuid is null");
    requireNonNull(name, "name is null");
    requireNonNull(folder, "folder is null");
    serials = List.copyOf(serials);
  }

  /** Returns the socket of a serial port, which need not exist. */
  public Path serialSocket(int port) {
    return folder.resolve(StateLayout.serialSocket(port));
  }

  /** Returns the file that takes the output of a serial port, which need not exist. */
  public Path serialLog(int port) {
    return folder.resolve(StateLayout.serialLog(port));
  }
}

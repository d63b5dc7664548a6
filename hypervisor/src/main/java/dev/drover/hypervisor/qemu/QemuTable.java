package dev.drover.hypervisor.qemu;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The QEMUs of this machine as the kernel lists them, whoever started them. */
public final class QemuTable {
  private QemuTable() {}

  /**
   * A process that was started with a pidfile of its own, as every QEMU of drover's is.
   *
   * @param pidfile what its command line names
   * @param uuid the domain's UUID on its command line; null if there is none
   * @param incoming whether it was started to wait for a guest
   */
  public record Seen(long pid, Path pidfile, @Nullable String uuid, boolean incoming) {
    public Seen {
      requireNonNull(pidfile, "pidfile is null");
    }

    /** Returns whether the process is still there, under the very same command line. */
    public boolean isThere() {
      try {
        return seen(pid).filter(this::equals).isPresent();
      } catch (IOException e) {
        return true;
      }
    }

    /** Returns whether it is the one that holds the lock of a folder's pidfile. */
    public boolean holdsPidfile(DomainFolder folder) {
      try {
        Pidfile file = new Pidfile(folder);
        return file.pid().orElse(0) == pid && file.liveness() == Liveness.ALIVE;
      } catch (IOException e) {
        return false;
      }
    }

    /** Returns whether the QEMU of a folder has not come to its pidfile yet. */
    public boolean isOnItsWay(DomainFolder folder) {
      try {
        return new Pidfile(folder).pid().isEmpty();
      } catch (IOException e) {
        return false;
      }
    }

    /** Returns where it listens, as {@code address:port}; empty also if this user may not know. */
    public List<String> listensOn() {
      return ListeningPorts.of(pid);
    }
  }

  /**
   * Returns every process with a pidfile.
   *
   * @throws DroverException INTERNAL if the kernel's list cannot be read to its end
   */
  public static List<Seen> all() {
    List<Seen> found = new ArrayList<>();
    try {
      for (long pid : ProcessTable.pids()) {
        seen(pid).ifPresent(found::add);
      }
    } catch (IOException e) {
      throw new DroverException(
          FailureCode.INTERNAL, "The processes of this machine cannot be listed: " + e, e);
    }
    return found;
  }

  private static Optional<Seen> seen(long pid) throws IOException {
    List<String> arguments = ProcessTable.commandLine(pid);
    Optional<String> pidfile = after("-pidfile", arguments);
    try {
      return pidfile.map(
          file ->
              new Seen(
                  pid,
                  Path.of(file),
                  after("-uuid", arguments).orElse(null),
                  arguments.contains("-incoming")));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> after(String option, List<String> arguments) {
    int at = arguments.indexOf(option);
    return at >= 0 && at + 1 < arguments.size()
        ? Optional.of(arguments.get(at + 1))
        : Optional.empty();
  }
}

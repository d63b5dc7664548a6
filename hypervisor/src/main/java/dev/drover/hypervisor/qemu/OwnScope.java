package dev.drover.hypervisor.qemu;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * How a command is started so that it outlives the worker: in a session of its own and, where the
 * worker is a service of systemd, in a scope of its own, that is in a control group which neither
 * stops, nor is limited, nor runs out of memory together with the worker's.
 *
 * <p>No prefix makes a process of its own: each becomes the next, and the last one becomes QEMU, so
 * the pid stays QEMU's.
 *
 * @param systemd whether systemd runs this machine
 * @param root whether the worker may ask the system's manager
 * @param environment the worker's own
 */
record OwnScope(boolean systemd, boolean root, Map<String, String> environment) {
  /** Exists where systemd is the init (sd_booted(3)). */
  private static final Path BOOTED = Path.of("/run/systemd/system");

  /** What systemd gives each service (systemd.exec(5)); a login session has none. */
  private static final String SERVICE = "INVOCATION_ID";

  /** Where a user's manager is found. */
  private static final String USER_RUNTIME = "XDG_RUNTIME_DIR";

  OwnScope {
    environment = Map.copyOf(requireNonNull(environment, "environment is null"));
  }

  /** Returns what holds for this process. */
  static OwnScope ofThisWorker() {
    return new OwnScope(
        Files.isDirectory(BOOTED),
        System.getProperty("user.name", "").equals("root"),
        System.getenv());
  }

  /**
   * Returns the command with what goes before it.
   *
   * @param description shown by {@code systemctl}
   */
  List<String> command(String description, List<String> command) {
    List<String> whole = new ArrayList<>();
    if (isWanted()) {
      whole.add("systemd-run");
      if (!root) {
        whole.add("--user");
      }
      // Machine.slice is where systemd keeps virtual machines (systemd.special(7)).
      whole.addAll(
          List.of(
              "--scope",
              "--quiet",
              "--collect",
              "--slice=machine.slice",
              "--unit=drover-qemu-" + UUID.randomUUID(),
              "--description=" + description,
              "--"));
    }
    whole.addAll(List.of("setsid", "--"));
    whole.addAll(command);
    return List.copyOf(whole);
  }

  /** Returns QEMU's environment: the worker's own settings, keys among them, are none of it. */
  Map<String, String> commandEnvironment() {
    Map<String, String> kept = new HashMap<>(environment);
    kept.keySet()
        .retainAll(
            isWanted() && !root ? List.of("PATH", "HOME", USER_RUNTIME) : List.of("PATH", "HOME"));
    kept.put("LC_ALL", "C");
    return Map.copyOf(kept);
  }

  /** A system service of an ordinary user has no manager to ask; KillMode=process must do. */
  private boolean isWanted() {
    return systemd
        && environment.containsKey(SERVICE)
        && (root || environment.containsKey(USER_RUNTIME));
  }
}

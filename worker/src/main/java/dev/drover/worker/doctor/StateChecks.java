package dev.drover.worker.doctor;

import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.qemu.DomainFolder;
import dev.drover.protocol.StateLayout;
import dev.drover.protocol.failure.DroverException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The state folder: whose it is, what it lies on, and who works in it. */
final class StateChecks {
  private static final String ANY_UUID = "00000000-0000-0000-0000-000000000000";
  private static final Pattern HOLDER = Pattern.compile("process (\\d{1,10})");
  private static final Set<String> FORGETFUL = Set.of("tmpfs", "ramfs");
  private static final Set<String> REMOTE = Set.of("nfs", "nfs4", "cifs", "smb3", "9p", "ceph");
  private static final long LITTLE = 1L << 30;
  private static final long TOO_LITTLE = 64L << 20;
  private static final String FOLDER = "state folder";

  private final Path folder;
  private final String user;
  private final Proc proc;

  StateChecks(Path folder, String user, Proc proc) {
    this.folder = requireNonNull(folder, "folder is null");
    this.user = requireNonNull(user, "user is null");
    this.proc = requireNonNull(proc, "proc is null");
  }

  List<Finding> run() {
    try {
      new DomainFolder(
          folder.resolve(StateLayout.DOMAINS).resolve(ANY_UUID).resolve(StateLayout.RUN));
    } catch (DroverException tooLong) {
      return List.of(Finding.failed(FOLDER, tooLong));
    }
    if (!Files.exists(folder)) {
      return List.of(
          Finding.warning(
              FOLDER,
              folder + " does not exist: no worker has run here with these settings.",
              "Start one with drover worker, or name its configuration with --config."));
    }
    try {
      List<Finding> findings = new ArrayList<>(List.of(access(), disk()));
      findings.addAll(work());
      return findings;
    } catch (AccessDeniedException e) {
      return List.of(
          Finding.warning(
              FOLDER,
              "User " + user + " may not look into " + folder + ".",
              "Run drover doctor as the user of the worker."));
    } catch (IOException e) {
      return List.of(
          Finding.failed(
              FOLDER,
              folder + " cannot be read: " + e.getMessage() + ".",
              "Check the disk: dmesg, mount, permissions."));
    }
  }

  private Finding access() throws IOException {
    String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(folder));
    String owner = Files.getOwner(folder).getName();
    if (!Files.isDirectory(folder)) {
      return Finding.failed(FOLDER, folder + " is no folder.", "Choose another state-folder.");
    }
    if (!mode.endsWith("------")) {
      return Finding.failed(
          FOLDER,
          folder + " is open to other users (" + mode + "), so no worker starts on it.",
          "chmod 700 " + folder);
    }
    if (!owner.equals(user)) {
      return Finding.warning(
          FOLDER,
          folder + " belongs to " + owner + ", and you are " + user + ".",
          "Run drover doctor as " + owner + ", or start no worker on it yourself.");
    }
    return Finding.ok(FOLDER, folder + " belongs to " + owner + " alone.");
  }

  private Finding disk() throws IOException {
    String type = Files.getFileStore(folder).type();
    long free = Files.getFileStore(folder).getUsableSpace();
    String has = folder + " lies on " + type + " with " + free / (1 << 20) + " MiB free.";
    if (FORGETFUL.contains(type)) {
      return Finding.failed(
          "disk",
          folder + " lies on " + type + ", which forgets everything at a power loss.",
          "Move the state folder to a local disk while no guest runs here.");
    }
    if (REMOTE.contains(type)) {
      return Finding.warning(
          "disk",
          folder + " lies on " + type + ": a host that loses its network loses its records.",
          "Move the state folder to a local disk while no guest runs here.");
    }
    if (free < TOO_LITTLE) {
      return Finding.failed("disk", has, "Free some space: no move can begin without it.");
    }
    return free < LITTLE
        ? Finding.warning("disk", has, "Free some space before it runs out.")
        : Finding.ok("disk", has);
  }

  private List<Finding> work() throws IOException {
    List<Finding> findings = new ArrayList<>();
    Optional<Long> worker = worker();
    List<Path> records = files(folder.resolve(StateLayout.JOBS), ".job");
    findings.add(
        worker
            .map(pid -> Finding.ok("worker", "A worker runs here, process " + pid + "."))
            .orElseGet(() -> noWorker(records)));
    if (!records.isEmpty()) {
      findings.add(
          Finding.warning(
              "moves",
              records.size() + " moves are open here.",
              "drover list tells where they stand; drover events NAME tells the rest."));
    }
    if (worker.isEmpty()) {
      boots().ifPresent(findings::add);
    }
    return findings;
  }

  private static Finding noWorker(List<Path> records) {
    String advice = "Start it: drover worker, or systemctl start drover-worker.";
    return records.isEmpty()
        ? Finding.warning("worker", "No worker runs here; guests that run go on.", advice)
        : Finding.failed("worker", "No worker runs here, and moves are open.", advice);
  }

  /** Returns the process of the worker that holds the folder; never tries the lock itself. */
  Optional<Long> worker() throws IOException {
    Path lock = folder.resolve(StateLayout.LOCK);
    try {
      Matcher holder = HOLDER.matcher(Files.readString(lock).strip());
      if (holder.matches()) {
        long pid = Long.parseLong(holder.group(1));
        long inode = (Long) Files.getAttribute(lock, "unix:ino");
        return proc.holdsLock(pid, inode) ? Optional.of(pid) : Optional.empty();
      }
    } catch (NoSuchFileException neverHeld) {
      // Nobody, then.
    }
    return Optional.empty();
  }

  /** Guests of an earlier boot are dead, and only a worker can settle that. */
  private Optional<Finding> boots() throws IOException {
    Optional<String> now = proc.bootId();
    int dead = 0;
    for (Path domain : files(folder.resolve(StateLayout.DOMAINS), "")) {
      Path boot = domain.resolve(StateLayout.LIVE_BOOT);
      if (now.isPresent()
          && Files.exists(boot)
          && !Files.readString(boot).strip().equals(now.get())) {
        dead++;
      }
    }
    return dead == 0
        ? Optional.empty()
        : Optional.of(
            Finding.warning(
                "boot",
                dead + " guests ran here before the machine's last boot.",
                "Start the worker: it finds what was lost, and drover start boots it again."));
  }

  private static List<Path> files(Path folder, String end) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(end)).toList();
    }
  }
}

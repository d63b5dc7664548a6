package dev.drover.worker.doctor;

import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.domain.VirtType;
import dev.drover.hypervisor.qemu.QemuBinary;
import dev.drover.hypervisor.qemu.QemuProbe;
import dev.drover.hypervisor.qemu.QemuVersion;
import dev.drover.protocol.failure.DroverException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** QEMU, and what this machine gives a guest. */
final class MachineChecks {
  private static final Path KVM = Path.of("/dev/kvm");
  private static final int OLDEST_JAVA = 17;

  /** One more than QEMU's destination sends to its source in a move (PONG, SHUT). */
  private static final int ENOUGH_ANSWERS = 3;

  private final Path qemu;
  private final Path kvm;

  MachineChecks(Path qemu) {
    this(qemu, KVM);
  }

  MachineChecks(Path qemu, Path kvm) {
    this.qemu = requireNonNull(qemu, "qemu is null");
    this.kvm = requireNonNull(kvm, "kvm is null");
  }

  List<Finding> run() {
    List<Finding> findings = new ArrayList<>();
    QemuBinary binary;
    try {
      binary = new QemuProbe().probe(qemu);
    } catch (DroverException failure) {
      findings.add(Finding.failed("qemu", failure));
      return findings;
    }
    findings.add(Finding.ok("qemu", "QEMU " + binary.version() + " at " + binary.path() + "."));
    findings.add(kvm(binary));
    findings.add(memory(binary));
    return findings;
  }

  /**
   * Says whether the kernel may hold back the acknowledgement that the source's last bytes wait
   * for: QEMU sets no TCP_NODELAY, and answers twice on the way.
   */
  static Optional<Finding> network(Proc proc) {
    return proc.answersUntilDelay()
        .map(
            answers ->
                answers >= ENOUGH_ANSWERS
                    ? Finding.ok("network", "The end of a transfer is acknowledged at once.")
                    : Finding.warning(
                        "network",
                        "The kernel may hold back the acknowledgement that the end of a transfer"
                            + " waits for: a guest then stands still 40 ms longer.",
                        "Set net.ipv4.tcp_pingpong_thresh to "
                            + ENOUGH_ANSWERS
                            + " (deploy/sysctl.d/80-drover.conf)."));
  }

  /** Says on which Java this very process runs. */
  static Finding java() {
    int feature = Runtime.version().feature();
    String found =
        "Java " + Runtime.version() + " in " + System.getProperty("java.home", "?") + ".";
    return feature >= OLDEST_JAVA
        ? Finding.ok("java", found)
        : Finding.failed("java", found, "Install Java 17 or newer.");
  }

  private Finding kvm(QemuBinary binary) {
    if (binary.runs(VirtType.KVM)) {
      return Finding.ok("kvm", "Guests may use " + kvm + ".");
    }
    if (!binary.accelerators().contains("kvm")) {
      return Finding.warning(
          "kvm",
          "This QEMU is built without KVM: guests are emulated, and slow.",
          "Install your distribution's QEMU.");
    }
    if (!Files.exists(kvm)) {
      return Finding.warning(
          "kvm",
          "There is no " + kvm + ": guests are emulated, and slow.",
          "Turn virtualization on in the firmware, or in the machine that this one is a guest of.");
    }
    return Finding.warning(
        "kvm",
        "This user may not use " + kvm + ": guests are emulated, and slow.",
        "Add the user to the group of " + kvm + " (Debian: usermod -aG kvm USER).");
  }

  /** The trap of QEMU before 9.0 is one for emulated guests only. */
  private static Finding memory(QemuBinary binary) {
    if (binary.version().compareTo(QemuVersion.SAFE_EMULATED_MEMORY) >= 0) {
      return Finding.ok("memory", "Guests may have any size of memory.");
    }
    String trap =
        "QEMU "
            + binary.version()
            + " would corrupt emulated guests in a move whose memory is a multiple of 256 KiB, so"
            + " drover refuses those";
    return binary.runs(VirtType.KVM)
        ? Finding.ok("memory", trap + "; guests with KVM may have any size.")
        : Finding.warning(
            "memory",
            trap + ".",
            "Give such guests 4 KiB less, for example 1048572 KiB, or install QEMU 9.0 or newer.");
  }
}

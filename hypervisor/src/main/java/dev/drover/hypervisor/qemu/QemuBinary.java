package dev.drover.hypervisor.qemu;

import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.domain.VirtType;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * A QEMU binary on this host, as {@link QemuProbe} found it.
 *
 * @param path absolute
 * @param machines every machine type's own name
 * @param machineAliases names such as {@code pc}, which mean another machine in another version
 * @param accelerators compiled in, for instance {@code tcg} and {@code kvm}
 * @param kvmUsable whether this process may open {@code /dev/kvm}
 */
public record QemuBinary(
    Path path,
    QemuVersion version,
    Set<String> machines,
    Map<String, String> machineAliases,
    Set<String> accelerators,
    boolean kvmUsable) {
  public QemuBinary {
    requireNonNull(path, "path is null");
    requireNonNull(version, "version is null");
    machines = Set.copyOf(machines);
    machineAliases = Map.copyOf(machineAliases);
    accelerators = Set.copyOf(accelerators);
  }

  /** Returns the machine that a name means here: an alias's target, else the name itself. */
  public String resolveMachine(String name) {
    return machineAliases.getOrDefault(name, name);
  }

  /** Returns whether it has the machine that a name means here. */
  public boolean hasMachine(String name) {
    return machines.contains(resolveMachine(name));
  }

  /** Returns whether guests of this type can run here. */
  public boolean runs(VirtType type) {
    return switch (type) {
      case QEMU -> accelerators.contains("tcg");
      case KVM -> accelerators.contains("kvm") && kvmUsable;
    };
  }
}

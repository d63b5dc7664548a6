package dev.drover.hypervisor.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The machine and what it boots.
 *
 * @param arch for example {@code x86_64}
 * @param machine QEMU's machine type, for example {@code pc-i440fx-7.2}
 * @param bootOrder the firmware's boot order; may be empty
 * @param kernel booted directly instead of through the firmware; null if it is not
 */
public record OsDefinition(
    String arch, String machine, List<BootDevice> bootOrder, @Nullable DirectKernel kernel) {
  public OsDefinition {
    bootOrder = List.copyOf(bootOrder);
  }

  /** Returns the same with another machine type. */
  OsDefinition withMachine(String other) {
    return new OsDefinition(arch, other, bootOrder, kernel);
  }
}

package dev.drover.hypervisor.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The CPU that the guest sees.
 *
 * @param model QEMU's CPU model; null unless the mode is {@link CpuMode#CUSTOM}
 * @param fallback whether another model may be taken where this one is unknown; null if not said
 * @param check how exactly libvirt compares the CPU at start; kept for it, null if not said
 * @param topology null leaves every virtual CPU a socket of its own
 */
public record CpuDefinition(
    CpuMode mode,
    @Nullable String model,
    @Nullable CpuFallback fallback,
    @Nullable CpuCheck check,
    @Nullable CpuTopology topology,
    List<CpuFeature> features) {
  public CpuDefinition {
    features = List.copyOf(features);
  }
}

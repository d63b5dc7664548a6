package dev.drover.hypervisor.domain;

import org.jspecify.annotations.Nullable;

/**
 * A kernel that QEMU loads itself.
 *
 * @param kernel absolute path on the host
 * @param initrd absolute path on the host; null if there is none
 * @param commandLine null if there is none
 */
public record DirectKernel(String kernel, @Nullable String initrd, @Nullable String commandLine) {}

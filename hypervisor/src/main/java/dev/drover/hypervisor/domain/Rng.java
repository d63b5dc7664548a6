package dev.drover.hypervisor.domain;

import org.jspecify.annotations.Nullable;

/**
 * A virtio random number generator.
 *
 * @param source absolute path of the host's device, for example {@code /dev/urandom}
 */
public record Rng(String source, @Nullable DeviceAddress address) {}

package dev.drover.hypervisor.migration;

import static java.util.Objects.requireNonNull;

/**
 * Which host this is.
 *
 * @param id its UUID, canonical, lower case
 * @param name what people call it
 * @param bootId the kernel's boot id
 */
public record HostIdentity(String id, String name, String bootId) {
  public HostIdentity {
    requireNonNull(id, "id is null");
    requireNonNull(name, "name is null");
    requireNonNull(bootId, "bootId is null");
  }
}

package dev.drover.hypervisor.domain;

import org.jspecify.annotations.Nullable;

/**
 * A virtual machine as its owner described it: the part of libvirt's domain XML that drover
 * understands. {@link DomainXml} reads and writes it. Nothing that the guest can see is filled in
 * silently: a device that is not named here does not exist.
 *
 * @param name any text of at most 255 bytes without {@code /}, NUL and newline; may be hostile to
 *     command lines
 * @param uuid canonical, lower case
 * @param title a line for people; null if there is none
 * @param memoryKib guest memory in KiB, exactly as asked for; at least 1
 * @param vcpus at least 1
 * @param cpu null leaves the choice to QEMU's default for the machine
 */
public record DomainDefinition(
    VirtType type,
    String name,
    String uuid,
    @Nullable String title,
    long memoryKib,
    int vcpus,
    OsDefinition os,
    GuestFeatures features,
    @Nullable CpuDefinition cpu,
    ClockOffset clock,
    LifecycleAction onPoweroff,
    LifecycleAction onReboot,
    LifecycleAction onCrash,
    Devices devices) {

  /**
   * Returns this definition with the machine type by its own name. An alias such as {@code pc}
   * means another machine in another version of QEMU, and a guest must find the same one wherever
   * it goes.
   */
  public DomainDefinition withMachine(String machine) {
    return new DomainDefinition(
        type,
        name,
        uuid,
        title,
        memoryKib,
        vcpus,
        os.withMachine(machine),
        features,
        cpu,
        clock,
        onPoweroff,
        onReboot,
        onCrash,
        devices);
  }
}

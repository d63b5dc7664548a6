package dev.drover.hypervisor.domain;

/** A place on a disk controller. */
public record DriveAddress(int controller, int bus, int target, int unit)
    implements DeviceAddress {}

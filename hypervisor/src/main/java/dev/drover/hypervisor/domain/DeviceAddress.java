package dev.drover.hypervisor.domain;

/** Where the guest finds a device; the same on both hosts. */
public sealed interface DeviceAddress permits PciAddress, DriveAddress, UsbAddress {}

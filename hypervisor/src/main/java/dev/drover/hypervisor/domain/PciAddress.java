package dev.drover.hypervisor.domain;

/**
 * A place on the PCI bus.
 *
 * @param domain 0 to 0xffff
 * @param bus index of the PCI controller, 0 to 0xff
 * @param slot 0 to 0x1f
 * @param function 0 to 7
 * @param multifunction whether other functions share the slot
 */
public record PciAddress(int domain, int bus, int slot, int function, boolean multifunction)
    implements DeviceAddress {}

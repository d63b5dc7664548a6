package dev.drover.hypervisor.domain;

/**
 * A place on a USB bus.
 *
 * @param bus index of the USB controller
 * @param port dotted path, for example {@code 1} or {@code 1.2}
 */
public record UsbAddress(int bus, String port) implements DeviceAddress {}

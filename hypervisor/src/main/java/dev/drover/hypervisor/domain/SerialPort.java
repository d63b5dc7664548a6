package dev.drover.hypervisor.domain;

/**
 * An ISA serial port.
 *
 * @param port 0 to 3; unique in a domain
 * @param console whether libvirt's {@code <console>} names this port as well
 */
public record SerialPort(int port, SerialBackend backend, boolean console) {}

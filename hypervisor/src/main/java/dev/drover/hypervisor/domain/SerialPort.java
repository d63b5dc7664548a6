package dev.drover.hypervisor.domain;

/**
 * An ISA serial port.
 *
 * @param port from 0; also its place among the serial ports
 * @param console whether libvirt's {@code <console>} names this port as well
 */
public record SerialPort(int port, SerialBackend backend, boolean console) {}

package dev.drover.protocol.cookie;

/**
 * A capability of the writer's QEMU.
 *
 * @param name QEMU's name of it, for example {@code multifd}
 * @param automatic whether this side switches it on in every migration
 */
public record Capability(String name, boolean automatic) {}

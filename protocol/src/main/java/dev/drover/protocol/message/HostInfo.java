package dev.drover.protocol.message;

/**
 * A host as it announces itself: at start, and when something here changes.
 *
 * @param id the host's UUID, drawn once into its state folder
 * @param name what people call it; need not be unique
 * @param version drover's version there
 * @param qemuVersion for example {@code 7.2.22}; empty if QEMU is missing
 * @param peerAddress {@code host:port} of its peer link, IPv6 literals in brackets
 * @param startedAtEpochMillis when the worker started
 */
public record HostInfo(
    String id,
    String name,
    String version,
    String qemuVersion,
    String peerAddress,
    long startedAtEpochMillis) {}

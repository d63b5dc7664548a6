package dev.drover.protocol.cookie;

/**
 * What COMMIT says beside the persistent definition; drover's own section, which libvirt ignores.
 *
 * @param leaseEpoch epoch of the domain's lease, from 0
 * @param guestPaused the wanted run state: true if the guest was paused by its user and stays so
 */
public record HandOver(long leaseEpoch, boolean guestPaused) {}

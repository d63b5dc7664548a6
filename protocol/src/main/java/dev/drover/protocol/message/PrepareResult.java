package dev.drover.protocol.message;

/**
 * Where the waiting QEMU listens.
 *
 * @param cookie cookie #2, for perform
 * @param dataUri the hypervisor's data address, for example {@code tcp:127.0.0.1:49152}
 * @param peerAddress {@code host:port} of the destination worker's peer link
 */
public record PrepareResult(Cookie cookie, String dataUri, String peerAddress) {}

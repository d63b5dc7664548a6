package dev.drover.starter.pki;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A host's certificate folder in QEMU's layout.
 *
 * @param uuid the host, in lower case
 * @param until when its certificates expire
 */
public record HostFolder(Path folder, String uuid, Instant until) {}

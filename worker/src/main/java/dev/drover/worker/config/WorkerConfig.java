package dev.drover.worker.config;

import com.google.common.net.HostAndPort;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * A worker's configuration, checked.
 *
 * @param name what people call this host: 1 to 64 letters, digits, dots, dashes, underscores
 * @param stateFolder absolute
 * @param certificates absolute; the folder with the PEM files
 * @param roles at least one
 * @param peerListen where other workers reach this one; port 0 means any
 * @param dataListen address without port where QEMU takes incoming guests
 * @param qemu absolute; the binary need not be there, then the host says so
 * @param lockspace absolute; the folder of the leases, empty for none
 * @param metricsListen address of /metrics and /healthz; port 0 means any
 * @param maxOutgoing guests that may leave at the same time, 1 to 100
 * @param maxIncoming guests that may arrive at the same time, 1 to 100
 * @param logLevel of drover's own log lines
 */
public record WorkerConfig(
    String name,
    Path stateFolder,
    Path certificates,
    Set<Role> roles,
    HostAndPort peerListen,
    String dataListen,
    Path qemu,
    Optional<Path> lockspace,
    HostAndPort metricsListen,
    int maxOutgoing,
    int maxIncoming,
    LogLevel logLevel) {

  public WorkerConfig {
    roles = Set.copyOf(roles);
  }
}

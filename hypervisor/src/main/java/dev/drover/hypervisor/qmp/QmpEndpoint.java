package dev.drover.hypervisor.qmp;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Where a monitor listens, and what connects to it.
 *
 * @param domain name of the domain, for messages and thread names
 * @param socket path of the unix socket, at most 107 bytes
 * @param withOutOfBand whether connections get the out-of-band lane: an emergency monitor
 * @param observer hears of every command of every connection
 */
public record QmpEndpoint(String domain, Path socket, boolean withOutOfBand, QmpObserver observer) {
  private static final long RETRY_NANOS = Duration.ofMillis(2).toNanos();

  public QmpEndpoint {
    requireNonNull(domain, "domain is null");
    requireNonNull(socket, "socket is null");
    requireNonNull(observer, "observer is null");
  }

  /** An endpoint whose commands nobody counts. */
  public QmpEndpoint(String domain, Path socket, boolean withOutOfBand) {
    this(domain, socket, withOutOfBand, QmpObserver.NONE);
  }

  /** Connects; tries again until the deadline while nothing listens. */
  public QmpMonitor connect(QmpListener listener, Duration deadline) {
    return connect(listener, deadline, () -> true);
  }

  /**
   * Connects; tries again until the deadline while nothing listens, because QEMU may only just have
   * been started.
   *
   * @param listener told of events from the negotiation on, and once of the end; never called if
   *     nothing could be connected to
   * @param worthWaiting asked before each further try; false once QEMU is known to be gone
   * @return an open monitor, which the caller owns
   * @throws QmpException.Closed if nothing listens
   * @throws QmpException.NoReply if something listens but does not greet: another client holds the
   *     monitor, or QEMU hangs
   */
  public QmpMonitor connect(QmpListener listener, Duration deadline, BooleanSupplier worthWaiting) {
    long limit = System.nanoTime() + deadline.toNanos();
    while (true) {
      String lastSeen;
      try {
        return QmpMonitor.open(this, dial(), listener, limit);
      } catch (IOException e) {
        lastSeen = String.valueOf(e.getMessage());
      }
      boolean interrupted = Thread.currentThread().isInterrupted();
      if (interrupted || System.nanoTime() >= limit || !worthWaiting.getAsBoolean()) {
        throw new QmpException.Closed(
            "No monitor of "
                + domain
                + " listens on "
                + socket
                + (interrupted ? " and the wait was interrupted" : "")
                + "; the last try said: "
                + lastSeen);
      }
      // There is nothing to wait on: a listening socket announces itself only by taking
      // connections.
      LockSupport.parkNanos(RETRY_NANOS);
    }
  }

  private QmpSocket dial() throws IOException {
    return QmpSocket.connect(UnixDomainSocketAddress.of(socket));
  }
}

package dev.drover.hypervisor.migration;

import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.job.JobRecord;
import dev.drover.hypervisor.peer.Frame;
import dev.drover.hypervisor.peer.PeerListener;
import org.jspecify.annotations.Nullable;

/**
 * The source's road to the destination, from the moment its address is known, and how long ago the
 * other end was heard. Thread-safe.
 */
final class SourceLink implements AutoCloseable {
  private final SessionParts parts;
  private final String host;
  private final String migrationId;
  private final PeerListener listener;
  private volatile @Nullable LinkKeeper keeper;
  private volatile long aliveNanos = System.nanoTime();

  /**
   * @param record names the only host that may be at the other end
   * @param listener told about frames and the end of each connection
   */
  SourceLink(SessionParts parts, JobRecord record, PeerListener listener) {
    this.parts = requireNonNull(parts, "parts is null");
    this.listener = requireNonNull(listener, "listener is null");
    host = record.peerHost();
    migrationId = record.migrationId();
    String address = record.peerAddress();
    if (address != null) {
      keeper(address);
    }
  }

  /**
   * Connects, unless there is a live connection already.
   *
   * @throws dev.drover.protocol.failure.DroverException PEER_UNREACHABLE or CERTIFICATE_REJECTED
   */
  void connect(String address) {
    keeper(address).connectNow();
  }

  /** Learns where the destination is, unless that is known. */
  void know(String address) {
    keeper(address);
  }

  /** One keeper, whoever comes first: two would answer each other's questions. */
  private synchronized LinkKeeper keeper(String address) {
    LinkKeeper present = keeper;
    if (present == null) {
      present = new LinkKeeper(parts, address, host, migrationId, listener);
      keeper = present;
    }
    return present;
  }

  /** Returns whether the destination's address is known: without it nobody was ever asked. */
  boolean isKnown() {
    return keeper != null;
  }

  /** Returns whether the other end was heard lately enough to be sent device state. */
  boolean isFresh() {
    LinkKeeper present = keeper;
    boolean fresh = present != null && present.isAlive(SessionParts.LINK_FRESH);
    if (fresh) {
      aliveNanos = System.nanoTime();
    }
    return fresh;
  }

  /** Returns whether the connection is closed, or silent for so long that it is dead. */
  boolean isDead() {
    LinkKeeper present = keeper;
    return present != null && !present.isAlive(SessionParts.LINK_DEAD);
  }

  /** Returns whether there has been no live connection for so long that none is expected. */
  boolean isLostForLong() {
    return System.nanoTime() - aliveNanos > SessionParts.LINK_DEAD.toNanos();
  }

  /** Connects again in the background where that is needed. */
  void keep(Runnable onConnected) {
    LinkKeeper present = keeper;
    if (present != null) {
      present.keep(onConnected);
    }
  }

  /** Sends a frame if there is a connection; who needs an answer repeats. */
  void send(Frame frame) {
    LinkKeeper present = keeper;
    if (present != null) {
      present.send(frame);
    }
  }

  /** Notes why a connection ended. */
  void ended(String reason) {
    LinkKeeper present = keeper;
    if (present != null) {
      present.ended(reason);
    }
  }

  /** Returns when the destination was last heard; null if this worker never heard it. */
  @Nullable Long heardAtMillis() {
    LinkKeeper present = keeper;
    return present == null ? null : present.heardAtMillis();
  }

  /** Returns why there is no connection, for people. */
  String lastFailure() {
    LinkKeeper present = keeper;
    return present == null ? "its address is not known" : present.lastFailure();
  }

  @Override
  public void close() {
    LinkKeeper present = keeper;
    if (present != null) {
      present.close();
    }
  }
}

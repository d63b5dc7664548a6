package dev.drover.hypervisor.peer;

import java.time.Duration;

/**
 * An authenticated connection between two workers that speaks for one migration. Frames arrive in
 * the order sent, or the link closes. Thread-safe; fault tests wrap it.
 */
public interface PeerLink extends AutoCloseable {
  /** Returns the UUID of the host at the other end, from its certificate. */
  String peerHost();

  /** Returns the migration this link speaks for. */
  String migrationId();

  /**
   * Sends a frame without waiting for its arrival. On a closed link this does nothing: who needs an
   * answer repeats.
   */
  void send(Frame frame);

  /** Returns the time since the other end was last heard. */
  Duration silence();

  /** Returns whether the link is open, as far as this end knows. */
  boolean isOpen();

  /** Closes the link; the listener is told. Closing again changes nothing. */
  @Override
  void close();
}

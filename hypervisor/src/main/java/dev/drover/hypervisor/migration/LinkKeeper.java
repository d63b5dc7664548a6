package dev.drover.hypervisor.migration;

import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.peer.Frame;
import dev.drover.hypervisor.peer.PeerLink;
import dev.drover.hypervisor.peer.PeerListener;
import dev.drover.hypervisor.peer.PeerNetwork;
import dev.drover.protocol.failure.DroverException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The source's end of a migration's peer link: connects, and connects again for as long as the
 * session wants the destination's answer. Thread-safe; never blocks its caller but in {@link
 * #connectNow}.
 */
final class LinkKeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LinkKeeper.class);

  /** A quarter of a second at first, so that a restarted worker is found soon; then less often. */
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final PeerNetwork network;
  private final MoveObserver observer;
  private final String address;
  private final String host;
  private final String migrationId;
  private final PeerListener listener;
  private final AtomicBoolean connecting = new AtomicBoolean();
  private volatile @Nullable PeerLink link;
  private volatile boolean closed;
  private volatile String lastFailure = "it was never reached";
  private volatile long pauseNanos = FIRST_PAUSE.toNanos();
  private volatile long notBefore = System.nanoTime();

  /**
   * @param listener told about frames and the end of each link
   */
  LinkKeeper(
      SessionParts parts, String address, String host, String migrationId, PeerListener listener) {
    this.network = parts.peers();
    this.observer = parts.observer();
    this.address = requireNonNull(address, "address is null");
    this.host = requireNonNull(host, "host is null");
    this.migrationId = requireNonNull(migrationId, "migrationId is null");
    this.listener = requireNonNull(listener, "listener is null");
  }

  /**
   * Connects and waits for it, at most the network's five seconds.
   *
   * @throws DroverException PEER_UNREACHABLE or CERTIFICATE_REJECTED
   */
  synchronized void connectNow() {
    if (isAlive(SessionParts.LINK_DEAD)) {
      return;
    }
    PeerLink before = link;
    PeerLink made = connect(before != null);
    link = made;
    if (before != null) {
      // A silent connection still takes room at both ends.
      before.close();
    }
    pauseNanos = FIRST_PAUSE.toNanos();
    if (closed) {
      made.close();
    }
  }

  private PeerLink connect(boolean again) {
    try {
      PeerLink made = network.connect(address, host, migrationId, listener);
      observer.linked(again, true);
      return made;
    } catch (DroverException e) {
      observer.linked(again, false);
      throw e;
    }
  }

  /**
   * Connects in the background if there is no open link, no try under way and the pause is over.
   */
  void keep(Runnable onConnected) {
    if (closed
        || isAlive(SessionParts.LINK_DEAD)
        || System.nanoTime() < notBefore
        || !connecting.compareAndSet(false, true)) {
      return;
    }
    Thread thread = new Thread(() -> retry(onConnected), "link-" + migrationId);
    thread.setDaemon(true);
    thread.start();
  }

  private void retry(Runnable onConnected) {
    try {
      connectNow();
      onConnected.run();
    } catch (DroverException e) {
      lastFailure = String.valueOf(e.getMessage());
      LOG.info("Migration {}: {}", migrationId, lastFailure);
      notBefore = System.nanoTime() + pauseNanos;
      pauseNanos = Math.min(2 * pauseNanos, LONGEST_PAUSE.toNanos());
    } finally {
      connecting.set(false);
    }
  }

  /** Sends a frame if there is a link; who needs an answer repeats. */
  void send(Frame frame) {
    PeerLink present = link;
    if (present != null) {
      present.send(frame);
    }
  }

  /** Returns whether the other end was heard lately enough. */
  boolean isAlive(Duration silence) {
    PeerLink present = link;
    return present != null && present.isOpen() && present.silence().compareTo(silence) < 0;
  }

  /** Returns when the other end was last heard, since 1970; null if this worker never heard it. */
  @Nullable Long heardAtMillis() {
    PeerLink present = link;
    return present == null ? null : System.currentTimeMillis() - present.silence().toMillis();
  }

  /** Notes why a connection ended. */
  void ended(String reason) {
    lastFailure = reason;
  }

  /** Returns why the last connection ended or could not be made, for people. */
  String lastFailure() {
    return lastFailure;
  }

  @Override
  public void close() {
    closed = true;
    PeerLink present = link;
    if (present != null) {
      present.close();
    }
  }
}

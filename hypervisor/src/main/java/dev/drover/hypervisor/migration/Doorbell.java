package dev.drover.hypervisor.migration;

import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.job.JobRecord;
import dev.drover.hypervisor.peer.Frame;
import dev.drover.hypervisor.peer.PeerLink;
import dev.drover.hypervisor.peer.PeerListener;
import org.jspecify.annotations.Nullable;

/**
 * The destination's way to a source that does not call. All links of a move are opened by the
 * source, which is told the address by the workflow; if that is gone before it could, the source
 * cannot say that it keeps the guest, and the destination, which decides nothing by itself, would
 * wait for ever. So it says where it is. Used by the session's actor, but for {@link #linked}.
 */
final class Doorbell implements AutoCloseable {
  private final SessionParts parts;
  private final JobRecord record;
  private final PeerListener listener;
  private volatile @Nullable PeerLink opened;
  private long calledNanos = System.nanoTime();
  private @Nullable LinkKeeper keeper;

  /**
   * @param record names the source and where it is; without that address nothing can be said
   * @param listener told what the source says to it
   */
  Doorbell(SessionParts parts, JobRecord record, PeerListener listener) {
    this.parts = requireNonNull(parts, "parts is null");
    this.record = requireNonNull(record, "record is null");
    this.listener = requireNonNull(listener, "listener is null");
  }

  /** The source has opened a link: it knows where this host is. */
  void linked(PeerLink link) {
    opened = link;
  }

  /** Rings if the source has not had a link here for a while. */
  void ringIfUncalled() {
    PeerLink link = opened;
    if (link != null && link.isOpen() && link.silence().compareTo(SessionParts.LINK_DEAD) < 0) {
      calledNanos = System.nanoTime();
      close();
    } else if (System.nanoTime() - calledNanos > SessionParts.UNCALLED.toNanos()) {
      ring();
    }
  }

  /** Rings from now on, without waiting for the source to call. */
  void nobodyCalls() {
    calledNanos = System.nanoTime() - 2 * SessionParts.UNCALLED.toNanos();
  }

  /** Tells the source where this host waits, again and again until it has a link here. */
  private void ring() {
    String source = record.peerAddress();
    if (source == null) {
      return;
    }
    LinkKeeper present = keeper;
    if (present == null) {
      present = new LinkKeeper(parts, source, record.peerHost(), record.migrationId(), listener);
      keeper = present;
    }
    LinkKeeper road = present;
    Frame waiting = Frames.waiting(parts.peers().address());
    road.keep(() -> road.send(waiting));
    // Without a connection it is lost, and said again at the next tick.
    road.send(waiting);
  }

  @Override
  public void close() {
    LinkKeeper present = keeper;
    keeper = null;
    if (present != null) {
      present.close();
    }
  }
}

package dev.drover.hypervisor.peer;

/**
 * Told what happens on a link, one call at a time, on the link's own reading thread: hand over and
 * return.
 */
public interface PeerListener {
  void received(PeerLink link, Frame frame);

  /** The last call for this link. */
  void closed(PeerLink link, String reason);
}

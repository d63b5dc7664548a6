package dev.drover.hypervisor.peer;

import dev.drover.protocol.failure.DroverException;

/** Makes links to other workers and takes theirs. Fault tests wrap it. */
public interface PeerNetwork extends AutoCloseable {
  /**
   * Connects to another worker.
   *
   * @param address {@code host:port}, IPv6 literals in brackets
   * @param host UUID that the other end's certificate must carry
   * @return an open link, which the caller owns
   * @throws DroverException PEER_UNREACHABLE or CERTIFICATE_REJECTED, within 5 seconds
   */
  PeerLink connect(String address, String host, String migrationId, PeerListener listener);

  /**
   * Starts to take links; each is handed to the handler, which answers with its listener. Called
   * once.
   */
  void listen(LinkHandler handler);

  /** Returns {@code host:port} under which this worker is reached; valid after {@link #listen}. */
  String address();

  @Override
  void close();

  /** Answers for a link that another worker opened. */
  interface LinkHandler {
    PeerListener opened(PeerLink link);
  }
}

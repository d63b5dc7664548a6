package dev.drover.hypervisor.peer;

/**
 * What the two workers say to each other about one migration. Ping, pong and greeting stay inside
 * the link.
 */
public enum FrameKind {
  /** Source: its QEMU completed and it holds still; the body is cookie #3. */
  COMMIT,
  /** Source: it keeps the guest, or asks whether it may; the body is the reason in words. */
  CANCEL,
  /** Destination: the guest is here. */
  COMMITTED,
  /** Destination: it is not, and never will be; the body is the reason in words. */
  CANCELLED,
  /** Destination: it does not know this migration. */
  UNKNOWN,
  /** Source: it has heard the final answer and acted on it. */
  ACKNOWLEDGE,
  /** Destination: it has heard that, and its record is closed. */
  CLOSED,
  /**
   * Destination: it waits for the guest, and nobody has called; the body is where its worker takes
   * links. Goes the other way than all links of a move: to the source's address.
   */
  WAITING
}

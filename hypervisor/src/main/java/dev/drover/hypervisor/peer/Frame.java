package dev.drover.hypervisor.peer;

import static java.util.Objects.requireNonNull;

/** One message on a peer link. Immutable; the body is at most {@link #MAX_BODY} bytes. */
public final class Frame {
  /** Room for a cookie at its ceiling of 4 MiB (libvirt's limit) and the frame's own words. */
  public static final int MAX_BODY = (4 << 20) + 1024;

  private final FrameKind kind;
  private final byte[] body;

  private Frame(FrameKind kind, byte[] body) {
    this.kind = requireNonNull(kind, "kind is null");
    this.body = body;
  }

  /** Returns a frame without a body. */
  public static Frame of(FrameKind kind) {
    return new Frame(kind, new byte[0]);
  }

  /**
   * Returns a frame with a copy of the given body.
   *
   * @throws IllegalArgumentException if the body is longer than {@link #MAX_BODY}
   */
  public static Frame of(FrameKind kind, byte[] body) {
    if (body.length > MAX_BODY) {
      throw new IllegalArgumentException(
          "a frame's body has " + body.length + " bytes, more than " + MAX_BODY);
    }
    return new Frame(kind, body.clone());
  }

  public FrameKind kind() {
    return kind;
  }

  /** Returns a copy of the body. */
  public byte[] body() {
    return body.clone();
  }

  @Override
  public String toString() {
    return kind + "[" + body.length + " bytes]";
  }
}

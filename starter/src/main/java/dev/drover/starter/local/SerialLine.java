package dev.drover.starter.local;

import static java.util.Objects.requireNonNull;

/**
 * A serial port of a guest.
 *
 * @param type libvirt's word for its far end: {@code unix}, {@code file} or {@code null}
 */
public record SerialLine(int port, String type) {
  public SerialLine {
    requireNonNull(type, "type is null");
  }

  /** Returns whether somebody can attach to it. */
  public boolean isSocket() {
    return type.equals("unix");
  }
}

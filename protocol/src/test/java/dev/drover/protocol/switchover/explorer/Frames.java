package dev.drover.protocol.switchover.explorer;

/**
 * Frames on the link, as bits. A frame that was ever sent may arrive at any later time, any number
 * of times, or never: that is lost, late and repeated in one. What the workflow carries (finish,
 * confirm) are the same words on another road, and so the same bits.
 */
final class Frames {
  static final int COMMIT = 1;
  static final int CANCEL = 1 << 1;
  static final int CANCEL_STATED_DEAD = 1 << 2;
  static final int ACKNOWLEDGE = 1 << 3;
  static final int COMMITTED = 1 << 4;
  static final int CANCELLED = 1 << 5;
  static final int UNKNOWN = 1 << 6;
  static final int CLOSED = 1 << 7;

  /** All that the source says. */
  static final int TO_DESTINATION = COMMIT | CANCEL | CANCEL_STATED_DEAD | ACKNOWLEDGE;

  private Frames() {}
}

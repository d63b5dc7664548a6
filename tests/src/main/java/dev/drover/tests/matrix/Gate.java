package dev.drover.tests.matrix;

import static dev.drover.protocol.Side.DESTINATION;
import static dev.drover.protocol.Side.SOURCE;
import static java.util.Objects.requireNonNull;

import dev.drover.protocol.Side;

/**
 * A gate that every move passes, or every abort: each durable write, each frame, each step of a
 * lease. A test compares this list with what workers do pass.
 */
public enum Gate {
  CREATE_SOURCE("create-source-perform", SOURCE, false),
  CREATE_DESTINATION("create-destination-undecided", DESTINATION, false),
  WRITE_UNDECIDED("write-destination-undecided", DESTINATION, false),
  WRITE_PERFORM("write-source-perform", SOURCE, false),
  WRITE_ARMED("write-source-armed", SOURCE, false),
  LEASE_HAND_OVER("lease-hand-over", SOURCE, false),
  SEND_COMMIT("send-COMMIT", SOURCE, false),
  WRITE_PERMITTED("write-source-permitted", SOURCE, false),
  RECEIVE_COMMIT("receive-COMMIT", DESTINATION, false),
  WRITE_STARTING("write-destination-starting", DESTINATION, false),
  LEASE_TAKE("lease-take", DESTINATION, false),
  WRITE_COMMITTED("write-destination-committed", DESTINATION, false),
  SEND_COMMITTED("send-COMMITTED", DESTINATION, false),
  RECEIVE_COMMITTED("receive-COMMITTED", SOURCE, false),
  WRITE_ENDED("write-source-ended", SOURCE, false),
  SEND_ACKNOWLEDGE("send-ACKNOWLEDGE", SOURCE, false),
  RECEIVE_ACKNOWLEDGE("receive-ACKNOWLEDGE", DESTINATION, false),
  CLOSE_DESTINATION("close-destination", DESTINATION, false),
  SEND_CLOSED("send-CLOSED", DESTINATION, false),
  RECEIVE_CLOSED("receive-CLOSED", SOURCE, false),
  CLOSE_SOURCE("close-source", SOURCE, false),
  WRITE_FAILED("write-source-failed", SOURCE, true),
  LEASE_TAKE_BACK("lease-take-back", SOURCE, true),
  SEND_CANCEL("send-CANCEL", SOURCE, true),
  RECEIVE_CANCEL("receive-CANCEL", DESTINATION, true),
  WRITE_CANCELLED("write-destination-cancelled", DESTINATION, true),
  LEASE_GIVE_BACK("lease-give-back", DESTINATION, true),
  SEND_CANCELLED("send-CANCELLED", DESTINATION, true),
  RECEIVE_CANCELLED("receive-CANCELLED", SOURCE, true);

  private final String name;
  private final Side side;
  private final boolean inAbort;

  Gate(String name, Side side, boolean inAbort) {
    this.name = requireNonNull(name, "name is null");
    this.side = requireNonNull(side, "side is null");
    this.inAbort = inAbort;
  }

  /** Returns the gate in front. */
  public String before() {
    return name;
  }

  /** Returns the gate behind. */
  public String after() {
    return "after-" + name;
  }

  /** Returns whether a name is that of the gate in front or behind. */
  boolean owns(String gate) {
    return gate.equals(before()) || gate.equals(after());
  }

  /** Returns whose worker passes it. */
  Side side() {
    return side;
  }

  /** Returns whether only a move that is given up passes it. */
  public boolean isInAbort() {
    return inAbort;
  }

  boolean isFrame() {
    return name.startsWith("send-") || name.startsWith("receive-");
  }

  boolean isLease() {
    return name.startsWith("lease-");
  }

  boolean isWrite() {
    return !isFrame();
  }
}

package dev.drover.tests.matrix;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.Side;

/**
 * A moment of a migration at which a fault is done: a worker stands before a gate, or memory is
 * being sent.
 */
public enum Moment {
  BEGIN("begin", "create-source-perform", Side.SOURCE, "the source's record is about to be made"),
  PREPARE(
      "prepare",
      "create-destination-undecided",
      Side.DESTINATION,
      "the destination's record is about to be made"),
  PERFORM("perform", "", Side.SOURCE, "memory is being sent"),
  ARMED(
      "pre-switchover",
      "after-write-source-armed",
      Side.SOURCE,
      "armed is on disk, no device state was sent"),
  COMPLETED(
      "switchover: completed",
      "send-COMMIT",
      Side.SOURCE,
      "the source's QEMU says completed, COMMIT was not sent"),
  STARTING(
      "switchover: starting",
      "after-write-destination-starting",
      Side.DESTINATION,
      "COMMIT was heard, starting is on disk, the guest is loaded"),
  RUNNING(
      "finish",
      "write-destination-committed",
      Side.DESTINATION,
      "the guest runs on the destination, and nobody was told"),
  ENDED(
      "confirm",
      "write-source-ended",
      Side.SOURCE,
      "the source has heard committed and has not noted it"),
  FAILED(
      "cancel",
      "after-write-source-failed",
      Side.SOURCE,
      "an abort was asked for, failed is on disk"),
  CANCELLED(
      "cancel, at the destination",
      "write-destination-cancelled",
      Side.DESTINATION,
      "the destination's QEMU is dead, cancelled is about to be written");

  private final String title;
  private final String gate;
  private final Side side;
  private final String sentence;

  Moment(String title, String gate, Side side, String sentence) {
    this.title = requireNonNull(title, "title is null");
    this.gate = requireNonNull(gate, "gate is null");
    this.side = requireNonNull(side, "side is null");
    this.sentence = requireNonNull(sentence, "sentence is null");
  }

  /** Returns the step, for tables. */
  public String title() {
    return title;
  }

  /** Returns the gate at which a worker waits; empty for none. */
  String gate() {
    return gate;
  }

  /** Returns whose worker waits at the gate. */
  Side side() {
    return side;
  }

  /** Returns what is true at this moment. */
  public String sentence() {
    return sentence;
  }

  /** Returns whether somebody has asked to give the move up by then. */
  boolean isAborted() {
    return this == FAILED || this == CANCELLED;
  }
}

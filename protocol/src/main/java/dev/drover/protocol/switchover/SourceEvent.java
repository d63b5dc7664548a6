package dev.drover.protocol.switchover;

/** What the source's machine is told. */
public sealed interface SourceEvent {

  /**
   * The source's QEMU was looked at. Fed after every change, before every tick and before COMMIT.
   */
  record Observed(SourceView view) implements SourceEvent {}

  /**
   * The transfer is near its end (second pass or later), or QEMU is held in pre-switchover. From
   * {@code armed} on, suspend and resume by a user are refused.
   *
   * @param guestPaused whether the guest is paused by its user, and is to stay so
   */
  record ArmRequested(boolean guestPaused) implements SourceEvent {}

  /** The destination's final answer was heard, on the link or from the workflow's confirm. */
  record Answered(Answer answer) implements SourceEvent {}

  /** Events that are told completely by their name. */
  enum Signal implements SourceEvent {
    /**
     * {@link SourceEffect#SEND_COMMIT} was carried out. Without a link nothing was sent, and this
     * is reported all the same: from here on the source holds still and repeats COMMIT.
     */
    COMMIT_SENT,
    /** The destination does not know this migration. */
    ANSWERED_UNKNOWN,
    /** The destination has heard the acknowledgement and closed its record. */
    ANSWERED_CLOSED,
    /** The move is to be given up: an abort, or the workflow's cancel step. */
    ABORT_REQUESTED,
    /** The guest is to be ended. */
    DESTROY_REQUESTED,
    /** The link is dead: no pong within its fixed time, or closed. */
    LINK_LOST,
    /** The link is alive: open, and the other end was heard within the fixed time. */
    LINK_ALIVE,
    /** No byte has moved for a fixed time while QEMU sends device state. */
    CHANNEL_SILENT,
    /** {@link SourceEffect#HAND_LEASE_OVER} was carried out. */
    LEASE_HANDED_OVER,
    /** {@link SourceEffect#TAKE_LEASE_BACK} was carried out: the lease is the source's. */
    LEASE_TAKEN_BACK,
    /** {@link SourceEffect#TAKE_LEASE_BACK} was refused: the destination has the lease. */
    LEASE_REFUSED,
    /** The destination has not been heard for a fixed time: a reason to ask the lease. */
    PEER_SILENT,
    /** No migration was started and nobody has called for a fixed time. */
    ABANDONED,
    /** A person states that the destination is dead. It counts only without shared storage. */
    DESTINATION_STATED_DEAD,
    /**
     * What the last step asked to write could not be written, and may be on disk all the same. None
     * of that step's effects were carried out; the machine is given the state before it.
     */
    WRITE_FAILED,
    /** Time has passed: what is unanswered is repeated. */
    TICK
  }
}

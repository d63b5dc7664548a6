package dev.drover.protocol.switchover;

/** What the destination's machine is told. */
public sealed interface DestinationEvent {

  /** The destination's QEMU was looked at. Fed after every change and before every tick. */
  record Observed(DestinationView view) implements DestinationEvent {}

  /**
   * COMMIT was heard, on the link or by the workflow's finish.
   *
   * @param guestPaused the wanted run state: whether the guest stays paused
   */
  record CommitHeard(boolean guestPaused) implements DestinationEvent {}

  /** Events that are told completely by their name. */
  enum Signal implements DestinationEvent {
    /** CANCEL was heard, also as a question, or by the workflow's finish or cancel. */
    CANCEL_HEARD,
    /**
     * CANCEL was heard with a person's statement that this host is dead, and this host's boot id
     * differs from the record's. With the record's boot id it is {@link #CANCEL_HEARD}.
     */
    CANCEL_HEARD_AFTER_REBOOT,
    /** The source has heard the final answer and has it on disk. */
    ACKNOWLEDGED,
    /** The guest's definition is kept here. */
    DEFINITION_SAVED,
    /** The guest's definition cannot be kept here. */
    DEFINITION_REFUSED,
    /** The domain lease is this host's, and the disk leases followed it. */
    LEASE_TAKEN,
    /** Another host has the domain lease. */
    LEASE_REFUSED,
    /** {@code cont} got an error reply. No reply is no refusal. */
    CONT_REFUSED,
    /** A person states that the source host is dead: the guest may be booted afresh, here. */
    SOURCE_STATED_DEAD,
    /**
     * A person states that the source host is dead and that its copy did not run on: the loaded
     * copy may start.
     */
    SOURCE_STATED_DEAD_AND_STILL,
    /**
     * What the last step asked to write could not be written, and may be on disk all the same. None
     * of that step's effects were carried out; the machine is given the state before it.
     */
    WRITE_FAILED,
    /** Time has passed. */
    TICK
  }
}

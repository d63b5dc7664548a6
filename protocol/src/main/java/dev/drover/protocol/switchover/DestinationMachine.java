package dev.drover.protocol.switchover;

/**
 * The destination's half of the switchover, a pure function. The executor's duties are those that
 * {@link SourceMachine} lists: write first, then effects in order, outcomes come back as events.
 * {@code SAVE_DEFINITION} comes back as {@code DEFINITION_SAVED} or {@code DEFINITION_REFUSED},
 * {@code TAKE_LEASE} as {@code LEASE_TAKEN} or {@code LEASE_REFUSED}, {@code CONT} as {@code
 * Observed} or {@code CONT_REFUSED}, {@code KILL_QEMU} and {@code YANK} as {@code Observed}.
 *
 * <p>A migration without a record is answered by {@link NoRecord}.
 */
public interface DestinationMachine {
  /** Returns what follows from the event. Never throws, never waits. */
  DestinationStep step(DestinationState state, DestinationEvent event);

  /** Returns the machine that drover runs. */
  static DestinationMachine standard() {
    return StandardDestinationMachine.INSTANCE;
  }
}

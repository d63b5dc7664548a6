package dev.drover.protocol.switchover;

/**
 * The source's half of the switchover, a pure function. One serial executor a migration feeds it:
 *
 * <ol>
 *   <li>{@link #step} is given the present state and one event.
 *   <li>If the step says {@link SourceStep#write}, the new state's durable part is written. If that
 *       fails, the executor keeps the state from <em>before</em> the step, carries out nothing and
 *       feeds {@code WRITE_FAILED}.
 *   <li>The new state becomes the present one and the effects are carried out in order. Outcomes
 *       come back as events before anything else is fed: {@code SEND_COMMIT} as {@code
 *       COMMIT_SENT}, {@code HAND_LEASE_OVER} as {@code LEASE_HANDED_OVER}, {@code TAKE_LEASE_BACK}
 *       as {@code LEASE_TAKEN_BACK} or {@code LEASE_REFUSED}, whatever concerns QEMU as {@code
 *       Observed}. An effect that fails without an outcome ends the step, the effects after it are
 *       left out; a later step repeats them.
 * </ol>
 *
 * {@code Observed} comes before every {@code TICK}: the machine looks again before it repeats
 * COMMIT. An executor that tells QEMU to migrate feeds what it sees then before any other event. A
 * step that changes nothing has no effects, except at a {@code TICK}, which repeats whatever is not
 * settled yet: a lost or repeated event does no harm.
 */
public interface SourceMachine {
  /** Returns what follows from the event. Never throws, never waits. */
  SourceStep step(SourceState state, SourceEvent event);

  /** Returns the machine that drover runs. */
  static SourceMachine standard() {
    return StandardSourceMachine.INSTANCE;
  }
}

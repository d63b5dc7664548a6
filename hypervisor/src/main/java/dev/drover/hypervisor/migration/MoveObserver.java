package dev.drover.hypervisor.migration;

import dev.drover.protocol.Side;
import dev.drover.protocol.Step;
import dev.drover.protocol.failure.FailureCode;

/**
 * Hears what becomes of this host's moves. Told after the fact, on the thread of the move: it only
 * counts, and never throws. What a worker told before it died is not told again by the next one.
 * Thread-safe.
 */
public interface MoveObserver {
  /** Counts nothing. */
  MoveObserver NONE = new MoveObserver() {};

  /** A move was decided: told once a move and side, by the worker that decided it. */
  default void ended(MoveEnd end) {}

  /**
   * The guest stood still between two hosts. Told if this very worker saw both ends of it.
   *
   * @param runsOn where it runs again
   * @param micros by the source's clock
   */
  default void blackout(Side runsOn, long micros) {}

  /** QEMU has sent so many more bytes. */
  default void sent(long bytes) {}

  /** A call of begin or prepare was refused. */
  default void refused(Step step, FailureCode code) {}

  /** Something was found or done that a move without faults does not need. */
  default void recovered(RecoveryAction action) {}

  /** Something is wrong that drover must not settle by itself. */
  default void alarmed(Alarm alarm) {}

  /**
   * The source tried to connect to the destination.
   *
   * @param again whether the link had been there before
   * @param connected whether it is now
   */
  default void linked(boolean again, boolean connected) {}
}

package dev.drover.tests.soak;

import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.qmp.RunState;
import java.util.Optional;

/**
 * A fault that has ended a QEMU of a guest, with what can be known of that QEMU.
 *
 * @param nanos when it was dead, as {@link System#nanoTime}
 * @param powerLoss whether the whole host went: its run-state log proves nothing then
 * @param state the last state in its run-state log, read after the death; empty if there was none
 * @param word its host's durable word in the guest's move, read before; empty if there was no
 *     record
 */
record Death(
    long nanos, String host, boolean powerLoss, Optional<RunState> state, Optional<String> word) {
  Death {
    requireNonNull(host, "host is null");
    requireNonNull(state, "state is null");
    requireNonNull(word, "word is null");
  }

  private boolean in(RunState one) {
    return state.equals(Optional.of(one));
  }

  /** Returns whether the migration had stopped this source's guest, or had ended. */
  boolean stoppedByMigration() {
    return in(RunState.FINISH_MIGRATE) || in(RunState.POSTMIGRATE);
  }

  /** Returns whether all of this source's guest had gone over. */
  boolean sent() {
    return in(RunState.POSTMIGRATE);
  }

  boolean ran() {
    return in(RunState.RUNNING);
  }

  @Override
  public String toString() {
    return "%s on %s (run state %s, word %s)"
        .formatted(
            powerLoss ? "power loss" : "QEMU killed",
            host,
            state.map(RunState::text).orElse("unknown"),
            word.orElse("none"));
  }
}

package dev.drover.protocol.switchover.explorer;

import java.util.function.Predicate;

/**
 * One thing that can happen.
 *
 * @param name for people, as one line of an interleaving
 */
record Move(String name, Predicate<World> possible, Action action) {
  /** Changes the world in one of the ways that the choices lead through. */
  interface Action {
    void make(World world, Choices choices);
  }
}

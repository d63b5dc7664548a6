package dev.drover.bench;

import dev.drover.bench.result.Values;

/** Moves a guest of its own there and, the next time, back. */
public interface Mover {
  /** Moves the guest to where it is not, and returns what was measured. */
  Values move();

  /** Returns what is heard of the guest. */
  Ticking ticking();
}

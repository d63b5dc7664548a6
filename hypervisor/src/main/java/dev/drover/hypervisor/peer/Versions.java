package dev.drover.hypervisor.peer;

import java.util.OptionalInt;

/**
 * The versions of the link's protocol that an end speaks. A drover speaks the one before its own
 * too, so that hosts can be upgraded one by one.
 */
record Versions(int lowest, int highest) {
  /** What this drover speaks. There is nothing before version 1. */
  static final Versions OWN = new Versions(1, 1);

  /** Returns the highest version that both ends speak. */
  OptionalInt common(Versions other) {
    int version = Math.min(highest, other.highest);
    return version >= Math.max(lowest, other.lowest)
        ? OptionalInt.of(version)
        : OptionalInt.empty();
  }

  @Override
  public String toString() {
    return lowest == highest ? "version " + highest : "versions " + lowest + " to " + highest;
  }
}

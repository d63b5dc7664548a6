package dev.drover.bench;

import dev.drover.bench.result.Values;
import java.util.Locale;

/** How much a guest does. */
enum GuestKind {
  /** Ticks every 2 ms and touches nothing: nearly all of its memory is zero. */
  IDLE(32, 0),
  /** 256 MiB that are not zero, of which 31 MiB are rewritten every second. */
  BUSY(256, 16);

  private final int mebibytes;
  private final int pagesPerTick;

  GuestKind(int mebibytes, int pagesPerTick) {
    this.mebibytes = mebibytes;
    this.pagesPerTick = pagesPerTick;
  }

  /** Returns how much memory it goes through. */
  int mebibytes() {
    return mebibytes;
  }

  /** Returns its name in the results. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Brings a guest that has just booted to where it is to be measured. */
  void settle(Ticking guest) {
    if (pagesPerTick > 0) {
      guest.fill();
    }
  }

  /**
   * Moves a guest. It is busy only meanwhile: the other way's guest is not to wait for its work.
   */
  Values move(Mover mover) {
    if (pagesPerTick == 0) {
      mover.ticking().awaitTicks();
      return mover.move();
    }
    mover.ticking().load(pagesPerTick);
    Values values = mover.move();
    mover.ticking().load(0);
    return values;
  }
}

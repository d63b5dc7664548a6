package dev.drover.bench;

import static java.util.Objects.requireNonNull;

import dev.drover.tests.guest.Crossing;
import dev.drover.tests.guest.PacerLog.Tick;
import dev.drover.tests.guest.PacerReader;
import dev.drover.tests.guest.Ticks;
import dev.drover.tests.harness.Deadline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Listens to a guest at the two places between which it moves. */
public final class Ticking implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** A fifth of a second of the guest's life. */
  private static final int SETTLED = 100;

  private PacerReader here;
  private PacerReader there;
  private int hadHere;
  private int hadThere;

  private Ticking(PacerReader here, PacerReader there) {
    this.here = requireNonNull(here, "here is null");
    this.there = requireNonNull(there, "there is null");
  }

  /**
   * Starts to listen.
   *
   * @param here serial socket of the place where the guest boots
   */
  public static Ticking listen(Path here, Path there) {
    return new Ticking(PacerReader.listen(here), PacerReader.listen(there));
  }

  /** Waits until the guest has ticked a little from now on. */
  public void awaitTicks() {
    int had = here.log().count();
    Deadline.await(PATIENCE, "ticks", () -> here.log().count(), count -> count > had + SETTLED);
  }

  /** Sets how many pages the guest rewrites at each tick, and lets it settle. */
  public void load(int pagesPerTick) {
    here.load(pagesPerTick);
    awaitTicks();
  }

  /** Lets the guest fill its memory with what is not zero. */
  public void fill() {
    here.load(255);
    Deadline.await(PATIENCE, "a sweep", () -> here.log().sweeps(), sweeps -> sweeps > 0);
    load(0);
  }

  /** The guest is about to leave. */
  public void leaving() {
    hadThere = there.log().count();
  }

  /** Returns whether the guest, which was leaving, has ticked at its destination. */
  public boolean hasArrived() {
    return there.log().count() > hadThere;
  }

  /** Waits until the guest, which was leaving, ticks at its destination. */
  public void awaitArrival() {
    Deadline.await(
        PATIENCE, "ticks after the move", () -> there.log().count(), n -> n > hadThere + SETTLED);
  }

  /**
   * The guest has arrived; waits until it ticks and the source's QEMU is gone.
   *
   * @return microseconds between the last tick there and the first one here
   * @throws AssertionError if a tick was missed or executed twice
   */
  public long arrived() {
    PacerReader left = here;
    here = there;
    there = left;
    Deadline.await(
        PATIENCE, "ticks after the move", () -> here.log().count(), n -> n > hadThere + SETTLED);
    Deadline.await(PATIENCE, "the source's QEMU is gone", left::isConnected, alive -> !alive);
    List<Tick> before = left.log().ticks();
    List<Tick> after = here.log().ticks();
    after = after.subList(hadThere, after.size());
    Crossing crossing =
        Crossing.of(
            before.subList(hadHere, before.size()), after, left.log().tail() + here.log().head());
    hadHere = hadThere;
    List<String> breaks = Ticks.breaks(after);
    if (crossing.missed() != 0 || !breaks.isEmpty()) {
      throw new AssertionError("the move broke the guest's count: " + crossing + ", " + breaks);
    }
    return crossing.gapMicros();
  }

  /** Fails if the guest has found a page or a register that is not what it wrote. */
  public void requireWholeMemory() {
    List<String> complaints = new ArrayList<>(here.log().complaints());
    complaints.addAll(there.log().complaints());
    if (!complaints.isEmpty()) {
      throw new AssertionError("the guest's memory was damaged: " + complaints);
    }
  }

  @Override
  public void close() {
    here.close();
    there.close();
  }
}

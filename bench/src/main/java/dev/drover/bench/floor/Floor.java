package dev.drover.bench.floor;

import static java.util.Objects.requireNonNull;

import dev.drover.bench.Mover;
import dev.drover.bench.RunStates;
import dev.drover.bench.Ticking;
import dev.drover.bench.floor.HandMonitor.QemuEvent;
import dev.drover.bench.result.Measure;
import dev.drover.bench.result.Values;
import java.nio.file.Path;

/**
 * A guest that the bench itself moves between two folders: the destination's QEMU is started, runs
 * the guest as soon as it is loaded (no {@code -S}), and the source's is ended.
 */
public final class Floor implements Mover, AutoCloseable {
  private final HandCommandLine line;
  private final Ticking ticking;
  private Path here;
  private Path there;
  private HandQemu qemu;

  private Floor(HandCommandLine line, Path here, Path there) {
    this.line = requireNonNull(line, "line is null");
    this.here = requireNonNull(here, "here is null");
    this.there = requireNonNull(there, "there is null");
    ticking = Ticking.listen(here.resolve("serial0.sock"), there.resolve("serial0.sock"));
    qemu = HandQemu.start(here, line.boots(here));
    ticking.awaitTicks();
  }

  /** Boots a guest in one of two folders. */
  public static Floor boot(HandCommandLine line, Path one, Path other) {
    return new Floor(line, one, other);
  }

  @Override
  public Ticking ticking() {
    return ticking;
  }

  @Override
  public Values move() {
    try (RunStates source = RunStates.follow(qemu.runStateLog())) {
      ticking.leaving();
      long begin = System.nanoTime();
      HandQemu next = HandQemu.start(there, line.waits(there));
      next.prepareForMove();
      String address = next.listen();
      long listening = System.nanoTime();
      qemu.prepareForMove();
      qemu.send(address);
      QemuEvent stop = qemu.monitor().await("STOP", event -> event.is("STOP"));
      qemu.monitor().await("completed", event -> event.isMigration("completed"));
      QemuEvent resume = next.monitor().await("RESUME", event -> event.is("RESUME"));
      long running = System.nanoTime();
      qemu.end();
      long end = System.nanoTime();

      Path left = here;
      qemu = next;
      here = there;
      there = left;
      long gap = ticking.arrived();
      try (RunStates destination = RunStates.follow(qemu.runStateLog())) {
        return new Values()
            .nanos(Measure.TOTAL, end - begin)
            .nanos(Measure.START, listening - begin)
            .nanos(Measure.TRANSFER, running - listening)
            .nanos(Measure.END, end - running)
            .micros(Measure.BLACKOUT, destination.ran() - source.stopped())
            .micros(Measure.BLACKOUT_EVENTS, resume.micros() - stop.micros())
            .micros(Measure.BLACKOUT_TICKS, gap);
      }
    }
  }

  @Override
  public void close() {
    ticking.close();
    qemu.close();
  }
}

package dev.drover.bench.result;

import java.util.Optional;

/** What is compared with the floor, within a round. */
enum Comparison {
  WORKFLOW(Way.DROVER, Measure.WORKFLOW, Measure.TOTAL),
  BLACKOUT(Way.DROVER, Measure.BLACKOUT, Measure.BLACKOUT),
  COMMAND(Way.COMMAND, Measure.COMMAND, Measure.TOTAL);

  private final Way way;
  private final Measure measure;
  private final Measure floor;

  Comparison(Way way, Measure measure, Measure floor) {
    this.way = way;
    this.measure = measure;
    this.floor = floor;
  }

  /** Returns how the difference is spread; empty if one of the two was never measured. */
  Optional<Spread> of(Samples samples, String guest) {
    return samples.difference(guest, way, measure, Way.FLOOR, floor);
  }
}

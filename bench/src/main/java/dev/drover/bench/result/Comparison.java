package dev.drover.bench.result;

import java.util.Optional;

/** What is compared within a round. */
enum Comparison {
  WORKFLOW(Way.DROVER, Measure.WORKFLOW, Way.FLOOR, Measure.TOTAL),
  BLACKOUT(Way.DROVER, Measure.BLACKOUT, Way.FLOOR, Measure.BLACKOUT),
  COMMAND(Way.COMMAND, Measure.COMMAND, Way.FLOOR, Measure.TOTAL),
  AWAY(Way.AWAY, Measure.BLACKOUT, Way.DROVER, Measure.BLACKOUT);

  private final Way way;
  private final Measure measure;
  private final Way lessWay;
  private final Measure lessMeasure;

  Comparison(Way way, Measure measure, Way lessWay, Measure lessMeasure) {
    this.way = way;
    this.measure = measure;
    this.lessWay = lessWay;
    this.lessMeasure = lessMeasure;
  }

  /** Returns how the difference is spread; empty if one of the two was never measured. */
  Optional<Spread> of(Samples samples, String guest) {
    return samples.difference(guest, way, measure, lessWay, lessMeasure);
  }
}

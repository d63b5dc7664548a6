package dev.drover.worker.metrics;

/** How Prometheus reads a meter. */
enum Kind {
  COUNTER,
  GAUGE,
  HISTOGRAM
}

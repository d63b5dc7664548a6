package dev.drover.starter.job;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * How a job stands now.
 *
 * @param historyLength how many events the server has recorded; it grows with each
 * @param calls the steps under way, an abort among them; empty between two steps and at the end
 */
public record Glance(JobStatus status, long historyLength, List<PendingCall> calls) {
  public Glance {
    requireNonNull(status, "status is null");
    calls = List.copyOf(calls);
  }
}

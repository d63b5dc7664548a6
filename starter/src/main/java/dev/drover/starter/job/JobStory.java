package dev.drover.starter.job;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * All that the server has recorded of a job.
 *
 * @param events in the order in which they happened
 */
public record JobStory(Job job, List<JobEvent> events) {
  public JobStory {
    requireNonNull(job, "job is null");
    events = List.copyOf(events);
  }
}

package dev.drover.starter.job;

import static java.util.Objects.requireNonNull;

/**
 * Names one job for ever.
 *
 * @param workflowId for example {@code domain/<uuid>}
 * @param runId of a migration that nobody has reset, its migration id
 */
public record JobKey(String workflowId, String runId) {
  public JobKey {
    requireNonNull(workflowId, "workflowId is null");
    requireNonNull(runId, "runId is null");
  }
}

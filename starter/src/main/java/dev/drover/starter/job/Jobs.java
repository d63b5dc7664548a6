package dev.drover.starter.job;

import dev.drover.protocol.failure.DroverException;
import java.util.List;

/**
 * The port to the jobs that the server remembers. Needs no worker: a job can be looked at when
 * nothing else of drover answers. Thread-safe. Every method throws {@link DroverException}
 * SERVER_UNREACHABLE if the server does not answer.
 */
public interface Jobs {
  /**
   * Returns the newest jobs of a domain, oldest first, whether the domain still exists or not.
   *
   * @param domain its UUID
   * @param limit the most that are returned, from 1
   */
  List<Listed> ofDomain(String domain, int limit);

  /**
   * Finds domains by a name that a job gave them, whether they still exist or not.
   *
   * @return their UUIDs; none if the server keeps no lists by names
   */
  List<String> domainsNamed(String name);

  /**
   * Finds a job by its run id.
   *
   * @throws DroverException UNKNOWN_JOB
   */
  JobKey find(String runId);

  /**
   * Returns the migrations that run, and those that ended lately as far as the server can tell.
   *
   * @param endedSinceEpochMillis what lately means, on this machine's clock
   */
  List<Listed> moves(long endedSinceEpochMillis);

  /**
   * Reads what was recorded of a job.
   *
   * @throws DroverException UNKNOWN_JOB
   */
  JobStory story(JobKey job);

  /**
   * Asks how a job stands.
   *
   * @throws DroverException UNKNOWN_JOB
   */
  Glance glance(JobKey job);
}

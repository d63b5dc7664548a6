package dev.drover.starter.job;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Jobs in memory, in the order in which they were added. */
public final class FakeJobs implements Jobs {
  private final Map<JobKey, Entry> entries = new LinkedHashMap<>();

  private record Entry(JobStory story, Glance glance) {
    Job job() {
      return story.job();
    }
  }

  /** Adds a job, or puts another in its place. */
  public synchronized void put(JobStory story, Glance glance) {
    entries.put(story.job().key(), new Entry(story, glance));
  }

  /** Forgets a job, as a server does after a while. */
  public synchronized void forget(JobKey key) {
    entries.remove(key);
  }

  private synchronized List<Listed> listed(Predicate<Job> wanted) {
    return entries.values().stream()
        .map(Entry::job)
        .filter(wanted)
        .map(
            job ->
                new Listed(
                    job.key(), job.startedAtEpochMillis(), job.status() == JobStatus.RUNNING))
        .toList();
  }

  private synchronized Entry entry(JobKey key) {
    Entry entry = entries.get(key);
    if (entry == null) {
      throw unknown(key.runId());
    }
    return entry;
  }

  @Override
  public List<Listed> ofDomain(String domain, int limit) {
    List<Listed> own = listed(job -> domain.equals(job.domain()));
    return own.subList(Math.max(0, own.size() - limit), own.size());
  }

  @Override
  public List<String> domainsNamed(String name) {
    return listed(job -> name.equals(job.name())).stream()
        .map(listed -> story(listed.key()).job().domain())
        .flatMap(Stream::ofNullable)
        .distinct()
        .toList();
  }

  @Override
  public JobKey find(String runId) {
    return listed(job -> job.key().runId().equals(runId)).stream()
        .findFirst()
        .map(Listed::key)
        .orElseThrow(() -> unknown(runId));
  }

  @Override
  public List<Listed> moves(long endedSinceEpochMillis) {
    return listed(job -> job.kind().equals("Migrate"));
  }

  @Override
  public JobStory story(JobKey job) {
    return entry(job).story();
  }

  @Override
  public Glance glance(JobKey job) {
    return entry(job).glance();
  }

  private static DroverException unknown(String runId) {
    return new DroverException(FailureCode.UNKNOWN_JOB, "There is no job " + runId + ".");
  }
}

package dev.drover.starter.command;

import static java.util.Objects.requireNonNull;

import dev.drover.cli.Console;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.starter.job.Glance;
import dev.drover.starter.job.JobKey;
import dev.drover.starter.job.JobStatus;
import dev.drover.starter.job.JobStory;
import dev.drover.starter.job.Jobs;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Follows a job's story to its end. Reads it again only when something was added. */
final class JobFollower {
  private final Jobs jobs;
  private final Console console;
  private final Duration interval;

  /**
   * Makes a follower.
   *
   * @param interval between two looks
   */
  JobFollower(Jobs jobs, Console console, Duration interval) {
    this.jobs = requireNonNull(jobs, "jobs is null");
    this.console = requireNonNull(console, "console is null");
    this.interval = requireNonNull(interval, "interval is null");
  }

  /**
   * Shows what is added until the job has ended. A server that goes away is waited for.
   *
   * @return the whole story
   * @throws DroverException UNKNOWN_JOB if the server has forgotten it meanwhile
   */
  JobStory follow(JobStory begun, EventsView view) {
    JobKey key = begun.job().key();
    JobStory story = begun;
    long length = 0;
    boolean away = false;
    view.more(story);
    while (story.job().status() == JobStatus.RUNNING) {
      LockSupport.parkNanos(interval.toNanos());
      try {
        Glance glance = jobs.glance(key);
        if (glance.historyLength() != length || glance.status() != JobStatus.RUNNING) {
          story = jobs.story(key);
          view.more(story);
          length = glance.historyLength();
        }
        away = false;
      } catch (DroverException failure) {
        if (failure.code() != FailureCode.SERVER_UNREACHABLE) {
          throw failure;
        }
        if (!away) {
          console.note("no news for now (" + failure.getMessage() + ")");
        }
        away = true;
      }
    }
    return story;
  }
}

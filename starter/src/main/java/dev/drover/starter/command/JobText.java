package dev.drover.starter.command;

import dev.drover.protocol.failure.FailureCode;
import dev.drover.starter.job.JobStatus;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is said of a job, for people. */
final class JobText {
  private JobText() {}

  /** Returns the failure's code, or the status in words where there is none. */
  static String outcome(JobStatus status, @Nullable FailureCode failure) {
    return failure == null
        ? status.name().toLowerCase(Locale.ROOT).replace('_', ' ')
        : failure.name();
  }
}

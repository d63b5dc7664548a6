package dev.drover.starter.command;

import dev.drover.cli.Text;
import dev.drover.cli.Tone;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.starter.fleet.Words;
import dev.drover.starter.job.JobStatus;
import org.jspecify.annotations.Nullable;

/** What is said of a job, for people. */
final class JobText {
  private JobText() {}

  /** Returns the failure's code, or the status in words where there is none. */
  static Text outcome(JobStatus status, @Nullable FailureCode failure) {
    if (failure != null) {
      return Text.of(Tone.BAD, failure.name());
    }
    Tone tone =
        switch (status) {
          case RUNNING -> Tone.PLAIN;
          case SUCCEEDED -> Tone.GOOD;
          case CANCELLED -> Tone.WARNING;
          case FAILED, TERMINATED, TIMED_OUT -> Tone.BAD;
        };
    return Text.of(tone, Words.of(status));
  }
}

package dev.drover.starter.temporal;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.message.MigrationOptions;
import dev.drover.protocol.text.Amounts;

/** Words of a job's story. */
final class StoryText {
  private StoryText() {}

  /** Returns what was asked for, for example {@code : from alpha to beta, at most 100.0 MiB/s}. */
  static String request(JobInput input) {
    if (input.from() == null) {
      return "";
    }
    if (input.to() == null) {
      return ": on " + input.from().nameOrId();
    }
    StringBuilder text =
        new StringBuilder(": from " + input.from().nameOrId() + " to " + input.to().nameOrId());
    MigrationOptions options = input.options();
    if (options != null && options.maxBandwidth() > 0) {
      text.append(", at most ").append(Amounts.bytes(options.maxBandwidth())).append("/s");
    }
    if (options != null && options.maxDowntimeMillis() > 0) {
      text.append(", at most ").append(options.maxDowntimeMillis()).append(" ms standstill");
    }
    return text.toString();
  }

  /** Returns who did something, as far as Temporal knows. */
  static String named(String identity) {
    return identity.isBlank() ? "somebody" : identity;
  }

  static String sentence(DroverException failure) {
    return failure.code() + ": " + failure.getMessage();
  }
}

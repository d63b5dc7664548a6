package dev.drover.worker.doctor;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.failure.DroverException;
import org.jspecify.annotations.Nullable;

/**
 * What one check found.
 *
 * @param check its name
 * @param found one sentence
 * @param advice what to do, one sentence; null if nothing
 */
record Finding(String check, Status status, String found, @Nullable String advice) {
  Finding {
    requireNonNull(check, "check is null");
    requireNonNull(status, "status is null");
    requireNonNull(found, "found is null");
    if (status != Status.OK) {
      requireNonNull(advice, "a finding without advice");
    }
  }

  /** How bad it is. */
  enum Status {
    OK,
    /** Works, or will for now. */
    WARNING,
    /** This host's part of a move cannot work. */
    FAILED
  }

  static Finding ok(String check, String found) {
    return new Finding(check, Status.OK, found, null);
  }

  static Finding warning(String check, String found, String advice) {
    return new Finding(check, Status.WARNING, found, advice);
  }

  static Finding failed(String check, String found, String advice) {
    return new Finding(check, Status.FAILED, found, advice);
  }

  /** Turns what drover itself would say into a finding. */
  static Finding failed(String check, DroverException failure) {
    return failed(check, failure.getMessage(), failure.code().advice());
  }
}

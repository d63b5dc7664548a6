package dev.drover.worker.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.worker.doctor.Finding.Status;
import java.util.List;

/** Looks into findings. */
final class Findings {
  private Findings() {}

  /** Requires exactly one finding of a check, and its status and words. */
  static void says(List<Finding> findings, String check, Status status, String words) {
    assertThat(findings)
        .filteredOn(one -> one.check().equals(check))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.status()).as("%s", one).isEqualTo(status);
              assertThat(one.found()).contains(words).endsWith(".");
              assertThat(one.advice() == null).isEqualTo(status == Status.OK);
            });
  }
}

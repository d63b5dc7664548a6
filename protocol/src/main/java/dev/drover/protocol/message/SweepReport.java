package dev.drover.protocol.message;

import java.util.List;

/**
 * What sweeping a host has found, in the order in which it is removed.
 *
 * @param findings empty if nothing is left over
 */
public record SweepReport(List<SweepFinding> findings) {
  /** Keeps an immutable copy of the findings. */
  public SweepReport {
    findings = List.copyOf(findings);
  }
}

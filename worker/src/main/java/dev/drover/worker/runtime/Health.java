package dev.drover.worker.runtime;

import dev.drover.protocol.failure.DroverException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How a worker is.
 *
 * @param status {@code ok} or {@code degraded}
 * @param reasons one sentence each; empty if ok
 */
record Health(String status, List<String> reasons) {
  Health {
    reasons = List.copyOf(reasons);
  }

  /**
   * Looks at the worker's parts.
   *
   * @param temporal why Temporal is not there; empty if it is
   */
  static Health of(Optional<String> temporal, Optional<LocalHost> host) {
    List<String> reasons = new ArrayList<>();
    temporal.ifPresent(reasons::add);
    host.ifPresent(
        local ->
            reasons.addAll(
                sentences(
                    () ->
                        local.store().unreadable().stream()
                            .map(DroverException::getMessage)
                            .toList())));
    return new Health(reasons.isEmpty() ? "ok" : "degraded", reasons);
  }

  boolean ok() {
    return reasons.isEmpty();
  }

  private static List<String> sentences(Supplier<List<String>> question) {
    try {
      return question.get();
    } catch (DroverException e) {
      return List.of("The job records cannot be read: " + e.getMessage());
    }
  }
}

package dev.drover.worker.config;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.util.ArrayList;
import java.util.List;

/** Collects every mistake of a configuration, so that one run shows them all. */
final class Problems {
  private final List<String> sentences = new ArrayList<>();

  void add(String sentence) {
    sentences.add(sentence);
  }

  /**
   * Ends the reading of a configuration.
   *
   * @throws DroverException INVALID_CONFIGURATION with all mistakes, if there was one
   */
  void throwIfAny() {
    if (sentences.isEmpty()) {
      return;
    }
    String count = sentences.size() == 1 ? "a mistake" : sentences.size() + " mistakes";
    throw new DroverException(
        FailureCode.INVALID_CONFIGURATION,
        "The worker's configuration has "
            + count
            + ":"
            + System.lineSeparator()
            + "  - "
            + String.join(System.lineSeparator() + "  - ", sentences));
  }
}

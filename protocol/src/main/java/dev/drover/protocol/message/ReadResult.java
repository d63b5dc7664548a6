package dev.drover.protocol.message;

import java.util.List;

/**
 * What the hosts answered, in the order in which they were asked. A host that failed does not keep
 * the others' answers back.
 */
public record ReadResult(List<HostAnswer> answers) {
  /** Keeps an immutable copy of the answers. */
  public ReadResult {
    answers = List.copyOf(answers);
  }
}

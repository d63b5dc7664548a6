package dev.drover.hypervisor.domain;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.Excerpt;
import dev.drover.protocol.failure.FailureCode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** All that is wrong with one definition, so that it is said at once. Not thread-safe. */
final class Problems {
  /** More would not be read. */
  private static final int MOST_NAMED = 20;

  private final List<Problem> problems = new ArrayList<>();

  private record Problem(FailureCode code, String path, String reason) {}

  /** Something that is wrong whoever reads it. */
  void invalid(String path, String reason) {
    problems.add(new Problem(FailureCode.INVALID_DEFINITION, path, reason));
  }

  /** Something that libvirt may understand and drover does not. */
  void unsupported(String path, String reason) {
    problems.add(new Problem(FailureCode.UNSUPPORTED_DEFINITION, path, reason));
  }

  /**
   * Returns if nothing was found.
   *
   * @param name what the definition calls its domain
   * @throws DroverException INVALID_DEFINITION if anything is invalid, else UNSUPPORTED_DEFINITION
   */
  void throwIfAny(String name) {
    if (problems.isEmpty()) {
      return;
    }
    boolean invalid =
        problems.stream().anyMatch(each -> each.code() == FailureCode.INVALID_DEFINITION);
    String list =
        problems.stream()
            .limit(MOST_NAMED)
            .map(each -> Excerpt.of(each.path()) + " " + each.reason())
            .collect(Collectors.joining("; "));
    int more = problems.size() - MOST_NAMED;
    throw new DroverException(
        invalid ? FailureCode.INVALID_DEFINITION : FailureCode.UNSUPPORTED_DEFINITION,
        "The definition of domain "
            + Excerpt.of(name)
            + " is refused: "
            + list
            + (more > 0 ? "; and " + more + " more" : "")
            + ".");
  }
}

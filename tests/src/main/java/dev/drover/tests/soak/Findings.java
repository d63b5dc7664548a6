package dev.drover.tests.soak;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The violations that were found, each with what the timeline was then. Thread-safe. */
final class Findings {
  private final Map<Violation, List<String>> found = new LinkedHashMap<>();
  private final Function<String, List<String>> timeline;

  /**
   * @param timeline returns the last lines that concern a guest
   */
  Findings(Function<String, List<String>> timeline) {
    this.timeline = requireNonNull(timeline, "timeline is null");
  }

  /** Takes a violation; one that is known already changes nothing. */
  void add(Violation violation) {
    synchronized (found) {
      if (found.containsKey(violation)) {
        return;
      }
      found.put(violation, List.of());
    }
    System.out.println("soak: VIOLATION: " + violation);
    List<String> lines = timeline.apply(violation.about());
    synchronized (found) {
      found.put(violation, lines);
    }
  }

  void addAll(List<Violation> violations) {
    violations.forEach(this::add);
  }

  boolean isEmpty() {
    synchronized (found) {
      return found.isEmpty();
    }
  }

  /** Returns all violations. */
  List<Violation> all() {
    synchronized (found) {
      return List.copyOf(found.keySet());
    }
  }

  /** Returns all violations, each with its timeline. */
  List<String> report() {
    List<String> lines = new ArrayList<>();
    synchronized (found) {
      found.forEach(
          (violation, before) -> {
            lines.add("VIOLATION: " + violation);
            before.forEach(line -> lines.add("    " + line));
          });
    }
    return lines;
  }
}

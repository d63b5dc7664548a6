package dev.drover.tests.cluster;

import java.util.ArrayList;
import java.util.List;

/** What the proof tells its reader, and what it found wrong. */
final class Report {
  private final List<String> wrong = new ArrayList<>();

  void say(String line) {
    System.out.println("cluster: " + line);
  }

  /** Says at once what holds, and again at the end what does not. */
  void check(boolean holds, String truth, String otherwise) {
    if (holds) {
      say("  ok: " + truth.strip());
    } else {
      wrong.add(otherwise);
    }
  }

  /** Says how it ended, and returns whether all of it held. */
  boolean conclude() {
    wrong.forEach(line -> say("WRONG: " + line));
    say(wrong.isEmpty() ? "done, all of it held" : "failed");
    return wrong.isEmpty();
  }
}

package dev.drover.tests.harness;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/** What a program that shows drover at work tells its reader, and what it found wrong. */
public final class Report {
  private final String program;
  private final List<String> wrong = new ArrayList<>();

  /**
   * A report on standard output.
   *
   * @param program what each line begins with, for example {@code demo}
   */
  public Report(String program) {
    this.program = requireNonNull(program, "program is null");
  }

  /** Says a line. */
  public void say(String line) {
    System.out.println(program + ": " + line);
  }

  /** Says at once what holds, and at the end what does not. */
  public void check(boolean holds, String truth, String otherwise) {
    if (holds) {
      say("  ok: " + truth.strip());
    } else {
      wrong.add(otherwise);
    }
  }

  /** Says how it ended, and returns whether all of it held. */
  public boolean conclude() {
    wrong.forEach(line -> say("WRONG: " + line));
    say(wrong.isEmpty() ? "done, all of it held" : "failed");
    return wrong.isEmpty();
  }
}

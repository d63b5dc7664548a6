package dev.drover.protocol.failure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes docs/failures.md from {@link FailureCode}, so that the page cannot tell anything else. */
final class FailureTable {
  /** The page, seen from the module in which Maven runs the tests. */
  static final Path PAGE = Path.of("..", "docs", "failures.md");

  /** Set to {@code true} to write the page instead of comparing it. */
  static final String WRITE_PROPERTY = "drover.writeDocs";

  private static final String HEAD =
      """
      # Failures

      Everything that drover reports as a failure has one of these codes. The code is the failure's type in
      Temporal, the `code` in `--output json`, and decides the exit status of `drover`. Codes and statuses are
      kept for ever. Status 0 is success, 130 an interrupt (Ctrl-C), and 141 a reader
      who has read enough, as in `drover list | head -1`. *Retry*: whether the same call may succeed later without anybody
      changing anything.

      This page is generated: `./mvnw -pl protocol test -Dtest=FailureTableTest -Ddrover.writeDocs=true`.

      | code | exit status | retry | what to do |
      |---|---|---|---|
      """;

  private FailureTable() {}

  static String page() {
    StringBuilder page = new StringBuilder(HEAD);
    for (FailureCode code : FailureCode.values()) {
      page.append(
          "| %s | %d | %s | %s |\n"
              .formatted(
                  code.name(),
                  code.exitCode(),
                  code.retryable() ? "yes" : "no",
                  code.advice().replace("|", "\\|")));
    }
    return page.toString();
  }

  static void write() throws IOException {
    Files.writeString(PAGE, page());
  }
}

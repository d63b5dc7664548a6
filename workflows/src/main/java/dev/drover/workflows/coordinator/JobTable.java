package dev.drover.workflows.coordinator;

import dev.drover.protocol.message.JobReason;
import dev.drover.protocol.message.MigrationJob;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A migration as the Markdown table that the Temporal UI shows as the workflow's details. */
final class JobTable {
  // The server takes 20000 bytes of details (limit.userMetadataDetailsSize).
  private static final int SHOWN_REASONS = 8;
  private static final int SHOWN_CHARACTERS = 400;

  private JobTable() {}

  static String markdown(MigrationJob job, String sourceName, String destinationName) {
    StringBuilder table = new StringBuilder(1024);
    table.append("| | source | destination |\n|---|---|---|\n");
    row(table, "host", sourceName, destinationName);
    row(table, "phase", job.sourcePhase().wireName(), job.destinationPhase().wireName());
    row(table, "word", job.sourceWord(), job.destinationWord());
    table.append("\nstep: **").append(job.step().name().toLowerCase(Locale.ROOT)).append("**");
    if (job.result() != null) {
      table.append(", the guest is on ").append(plain(destinationName));
    } else if (job.failure() != null) {
      table.append(", ended with **").append(job.failure()).append("**");
    }
    table.append('\n');
    List<JobReason> reasons = job.reasons();
    for (JobReason reason :
        reasons.subList(Math.max(0, reasons.size() - SHOWN_REASONS), reasons.size())) {
      table.append("\n- ").append(plain(reason.text()));
    }
    return table.toString();
  }

  private static void row(
      StringBuilder table, String what, @Nullable String source, @Nullable String destination) {
    table
        .append("| ")
        .append(what)
        .append(" | ")
        .append(source == null ? "" : plain(source))
        .append(" | ")
        .append(destination == null ? "" : plain(destination))
        .append(" |\n");
  }

  // Names and QEMU's error texts come from outside: they must not become markup.
  private static String plain(String text) {
    String bounded =
        text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "...";
    return bounded.replaceAll("\\p{Cntrl}", " ").replaceAll("([\\\\`*_|<>\\[\\]#])", "\\\\$1");
  }
}

package dev.drover.workflows.coordinator;

import dev.drover.protocol.Step;
import dev.drover.protocol.message.Evidence;
import dev.drover.protocol.message.JobReason;
import dev.drover.protocol.message.MigrationJob;
import dev.drover.protocol.message.Statistics;
import dev.drover.protocol.message.UnknownOutcome;
import dev.drover.protocol.text.Amounts;
import dev.drover.protocol.text.EvidenceText;
import dev.drover.workflows.ui.Markdown;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A migration as the page that Temporal's UI shows as the workflow's current details. It is made
 * when something happens and holds no progress: what the transfer says about itself is in
 * heartbeats, which workflow code cannot see, and a query cannot look it up.
 *
 * @param doing the call that is made, or was made last, in words
 * @param doingSince when it was made, in milliseconds of the server's clock
 * @param now the same for the moment that the page shows
 */
record MigrationDetails(
    MigrationJob job,
    String sourceName,
    String destinationName,
    String doing,
    long doingSince,
    long now) {
  private static final int SHOWN_REASONS = 8;

  // What nobody has to quote for a shell.
  private static final Pattern EASY_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

  String page() {
    Markdown page = new Markdown();
    if (job.result() != null) {
      page.paragraph(
          "**%s runs on %s.**".formatted(Markdown.plain(name()), Markdown.plain(destinationName)));
    } else if (job.failure() != null) {
      page.paragraph(
          "**%s**: %s"
              .formatted(
                  Markdown.plain(job.failure().name()), Markdown.plain(job.failureReason())));
      page.paragraph("What to do: " + job.failure().advice());
    } else {
      underWay(page);
    }
    if (job.unknown() != null) {
      unknown(page, job.unknown());
    }
    facts(page);
    sides(page);
    reasons(page);
    return page.page();
  }

  private void underWay(Markdown page) {
    page.paragraph("**%s**, since %s".formatted(Markdown.plain(doing), Amounts.moment(doingSince)));
    if (job.step() == Step.PERFORM) {
      page.paragraph(
          "How far it is and how fast: see *Pending Activities* or `drover watch %s`."
              .formatted(commandName()));
    }
  }

  private void unknown(Markdown page, UnknownOutcome unknown) {
    page.paragraph(
        "**OUTCOME_UNKNOWN** since %s: both sides are held. %s"
            .formatted(Amounts.moment(unknown.sinceEpochMillis()), Markdown.plain(unknown.why())));
    page.paragraph(
        "What to do: bring the silent host back, and it is decided within seconds. If it never comes back, read what the hosts know and see `drover resolve %s`."
            .formatted(commandName()));
    evidence(page, "source " + sourceName, unknown.source(), unknown);
    evidence(page, "destination " + destinationName, unknown.destination(), unknown);
  }

  private static void evidence(
      Markdown page, String who, @Nullable Evidence evidence, UnknownOutcome unknown) {
    String asked = Amounts.moment(unknown.askedAtEpochMillis());
    if (evidence == null) {
      page.paragraph("%s: **no answer**, asked at %s.".formatted(Markdown.plain(who), asked));
      return;
    }
    page.paragraph("%s, asked at %s:".formatted(Markdown.plain(who), asked));
    page.head("", "");
    EvidenceText.of(evidence).forEach((what, said) -> page.row(what, Markdown.plain(said)));
  }

  private void facts(Markdown page) {
    page.head("", "");
    if (job.result() != null) {
      cost(page, job.result().statistics());
    }
    page.row("domain", Markdown.plain(name()));
    page.row("asked by", Markdown.plain(job.requestedBy()));
    if (job.abortRequestedBy() != null) {
      page.row("abort asked by", Markdown.plain(job.abortRequestedBy()));
    }
    page.row("started", Amounts.moment(job.startedAtEpochMillis()));
    page.row(
        job.ended() ? "ended" : "last change",
        "%s, after %s"
            .formatted(Amounts.moment(now), Amounts.millis(now - job.startedAtEpochMillis())));
  }

  private static void cost(Markdown page, @Nullable Statistics statistics) {
    if (statistics == null) {
      page.row("blackout", "not known: the source gave no numbers");
      return;
    }
    page.row(
        "blackout",
        statistics.blackoutMicros() == null
            ? "not measured"
            : Amounts.micros(statistics.blackoutMicros()));
    page.row("transfer", Amounts.millis(statistics.totalMillis()));
    page.row("sent", Amounts.bytes(statistics.transferredBytes()));
    page.row("passes", String.valueOf(statistics.passes()));
  }

  private void sides(Markdown page) {
    page.paragraph("Where each side stands:");
    page.head("", "source", "destination");
    page.row("host", Markdown.plain(sourceName), Markdown.plain(destinationName));
    page.row("phase", job.sourcePhase().wireName(), job.destinationPhase().wireName());
    page.row("word", Markdown.plain(job.sourceWord()), Markdown.plain(job.destinationWord()));
  }

  private void reasons(Markdown page) {
    List<JobReason> reasons = job.reasons();
    if (reasons.isEmpty()) {
      return;
    }
    int hidden = Math.max(0, reasons.size() - SHOWN_REASONS);
    page.paragraph(
        hidden == 0
            ? "What happened:"
            : "What happened (the last %d of %d; the query `job` returns all):"
                .formatted(SHOWN_REASONS, reasons.size()));
    page.list();
    for (JobReason reason : reasons.subList(hidden, reasons.size())) {
      page.item(
          "%s, %s: %s"
              .formatted(
                  Amounts.moment(reason.atEpochMillis()),
                  reason.step().name().toLowerCase(Locale.ROOT),
                  Markdown.plain(reason.text())));
    }
  }

  private String name() {
    return job.name() == null ? job.domain() : job.name();
  }

  /** Returns how a command line calls the domain. */
  private String commandName() {
    return EASY_NAME.matcher(name()).matches() ? name() : job.domain();
  }
}

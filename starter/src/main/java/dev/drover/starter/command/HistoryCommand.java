package dev.drover.starter.command;

import dev.drover.cli.ExitStatuses;
import dev.drover.cli.Table;
import dev.drover.cli.Text;
import dev.drover.cli.Units;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.Statistics;
import dev.drover.protocol.text.Amounts;
import dev.drover.starter.fleet.Fleet;
import dev.drover.starter.job.Job;
import dev.drover.starter.job.Jobs;
import dev.drover.starter.job.Listed;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code drover history}. */
@Command(
    name = "history",
    description = {
      "Lists what was done to a domain: when, by whom, and how it ended; the newest job last.",
      "",
      "A domain that no host knows any more has a history, too: name it by its UUID."
    },
    footer = {
      "  drover history pacer",
      "  drover history pacer --limit 100",
      "  drover history pacer -o json | jq '.[] | select(.kind == \"Migrate\").statistics'"
    })
@ExitStatuses(FailureCode.UNKNOWN_DOMAIN)
public final class HistoryCommand extends FleetCommand {
  private static final int MOST = 1000;

  @Parameters(paramLabel = "NAME", description = "The domain's name or UUID.")
  private String domain = "";

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "COUNT",
      defaultValue = "20",
      description = "How many jobs at most, 1 to 1000 (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Override
  void run(Fleet fleet) {
    if (limit < 1 || limit > MOST) {
      throw new ParameterException(spec().commandLine(), "--limit must be 1 to " + MOST + ".");
    }
    DomainUuid found = DomainUuid.find(fleet, domain);
    List<JobRow> rows =
        read(fleet.jobs(), found.uuid()).stream()
            .map(job -> JobRow.of(job, found.hostNames()))
            .toList();
    console().result(rows, table(rows));
    if (rows.isEmpty()) {
      console().note("the server remembers no job of " + domain);
    }
    found.directory().ifPresent(this::mentionSilence);
  }

  private List<Job> read(Jobs jobs, String uuid) {
    return Parallel.map(jobs.ofDomain(uuid, limit), listed -> read(jobs, listed), Parallel.A_FEW)
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Job> read(Jobs jobs, Listed listed) {
    try {
      return Optional.of(jobs.story(listed.key()).job());
    } catch (DroverException failure) {
      if (failure.code() == FailureCode.UNKNOWN_JOB) {
        // The server has forgotten it since it made the list.
        return Optional.empty();
      }
      throw failure;
    }
  }

  private static Table table(List<JobRow> rows) {
    Table table =
        Table.of("STARTED", "JOB", "FROM", "TO", "BY", "OUTCOME", "TOOK", "BLACKOUT", "RUN")
            .wide("SENT", "PASSES", "REASON");
    for (JobRow row : rows) {
      Statistics statistics = row.statistics();
      table.row(
          Text.of(Units.time(row.startedAtEpochMillis())),
          Text.of(row.kind()),
          Text.of(orDash(row.hostName())),
          Text.of(orDash(row.destinationName())),
          Text.of(orDash(row.requestedBy())),
          JobText.outcome(row.status(), row.failure()),
          Text.of(row.tookMillis() == null ? "-" : Amounts.micros(row.tookMillis() * 1000)),
          Text.of(blackout(statistics)),
          Text.of(row.runId()),
          Text.of(statistics == null ? "-" : Amounts.bytes(statistics.transferredBytes())),
          Text.of(statistics == null ? "-" : Long.toString(statistics.passes())),
          Text.of(orDash(row.failureReason())));
    }
    return table;
  }

  private static String blackout(@Nullable Statistics statistics) {
    return statistics == null || statistics.blackoutMicros() == null
        ? "-"
        : Amounts.micros(statistics.blackoutMicros());
  }

  private static String orDash(@Nullable String text) {
    return Objects.requireNonNullElse(text, "-");
  }
}

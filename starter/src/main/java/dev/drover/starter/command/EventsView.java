package dev.drover.starter.command;

import static java.util.Objects.requireNonNull;

import dev.drover.cli.Console;
import dev.drover.cli.OutputFormat;
import dev.drover.cli.Table;
import dev.drover.cli.Text;
import dev.drover.cli.Tone;
import dev.drover.cli.Units;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.JobInfo;
import dev.drover.protocol.message.Progress;
import dev.drover.protocol.message.Statistics;
import dev.drover.protocol.text.Amounts;
import dev.drover.starter.command.JobStanding.HostRecord;
import dev.drover.starter.job.HostRef;
import dev.drover.starter.job.Job;
import dev.drover.starter.job.JobEvent;
import dev.drover.starter.job.JobStatus;
import dev.drover.starter.job.JobStory;
import dev.drover.starter.job.PendingCall;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Shows a job's story: its head, its events as they come, and how it stands at the end. */
final class EventsView {
  private final Console console;
  private final UnaryOperator<String> names;
  private final Set<JobEvent> shown = new HashSet<>();
  private boolean headed;

  /**
   * Makes a view.
   *
   * @param names what hosts are called by their UUIDs
   */
  EventsView(Console console, UnaryOperator<String> names) {
    this.console = requireNonNull(console, "console is null");
    this.names = requireNonNull(names, "names is null");
  }

  /**
   * What programs get.
   *
   * @param pending the steps that are not answered yet; empty when the job is over
   * @param records what the hosts have written down; empty when the job is over
   */
  record Document(
      JobRow job, List<JobEvent> events, List<PendingCall> pending, List<HostRecord> records) {}

  /** Shows what is new in a story that goes on; nothing for programs, which get it whole. */
  void more(JobStory story) {
    if (console.format().forPeople()) {
      console.result(story, lines(story));
    }
  }

  /** Shows what is left of the story, and how it stands. */
  void end(JobStory story, JobStanding standing) {
    Document document =
        new Document(
            JobRow.of(story.job(), names), story.events(), standing.pending(), standing.records());
    List<Text> lines = lines(story);
    lines.addAll(foot(story.job(), standing));
    console.result(document, lines);
    standing.silence().forEach(console::warn);
  }

  private List<Text> lines(JobStory story) {
    List<Text> lines = new ArrayList<>();
    List<Text> table = table(story).lines(console.format() == OutputFormat.WIDE);
    if (!headed) {
      lines.addAll(head(story.job()));
      lines.add(table.get(0));
      headed = true;
    }
    for (int i = 0; i < story.events().size(); i++) {
      if (shown.add(story.events().get(i))) {
        lines.add(table.get(i + 1));
      }
    }
    return lines;
  }

  private List<Text> head(Job job) {
    String name = Objects.requireNonNullElse(job.name(), String.valueOf(job.domain()));
    List<Text> head = new ArrayList<>();
    head.add(Text.of(job.kind() + " of ").and(Tone.STRONG, name).and(", run " + job.key().runId()));
    head.add(Text.of("  domain  " + job.domain()));
    addHost(head, job.to() == null ? "on" : "from", job.from());
    addHost(head, "to", job.to());
    head.add(Text.of(""));
    return head;
  }

  private void addHost(List<Text> head, String how, @Nullable HostRef host) {
    if (host != null) {
      head.add(Text.of(String.format("  %-6s  %s (%s)", how, host.called(names), host.id())));
    }
  }

  private Table table(JobStory story) {
    Table table = Table.of("TIME", "HOST", "STEP", "PHASE", "WORD", "WHAT");
    for (JobEvent event : story.events()) {
      HostRef host = event.host();
      table.row(
          Units.timeWithMillis(event.atEpochMicros() / 1000),
          host == null ? "-" : host.called(names),
          orDash(event.step()),
          orDash(event.phase()),
          orDash(event.word()),
          event.text());
    }
    return table;
  }

  private List<Text> foot(Job job, JobStanding standing) {
    List<Text> foot = new ArrayList<>(List.of(Text.of("")));
    foot.add(JobText.outcome(job.status(), job.failure()).and(summary(job)));
    FailureCode failure = job.failure();
    if (failure != null) {
      foot.add(Text.of("  " + failure.advice()));
    }
    standing.pending().forEach(call -> foot.add(pending(call)));
    standing.records().forEach(record -> foot.add(record(record, job)));
    if (job.status() == JobStatus.RUNNING && standing.pending().isEmpty()) {
      foot.add(Text.of("  no host is asked for anything now"));
    }
    return foot;
  }

  private static String summary(Job job) {
    if (job.tookMillis() == null) {
      return " since " + Units.time(job.startedAtEpochMillis());
    }
    String took = " after " + Amounts.micros(job.tookMillis() * 1000);
    Statistics statistics = job.statistics();
    if (statistics == null) {
      return took;
    }
    Long blackout = statistics.blackoutMicros();
    return took
        + ", "
        + Amounts.bytes(statistics.transferredBytes())
        + " sent"
        + (blackout == null ? "" : ", blackout " + Amounts.micros(blackout));
  }

  private static Text pending(PendingCall call) {
    StringBuilder line =
        new StringBuilder("  ")
            .append(call.step())
            .append(call.taken() ? " is under way" : " is not taken yet")
            .append(", attempt ")
            .append(call.attempt());
    if (call.worker() != null) {
      line.append(", by worker ").append(call.worker());
    }
    if (call.failure() != null) {
      line.append("; before: ").append(call.failure()).append(": ").append(call.failureReason());
    }
    Progress progress = call.progress();
    if (progress != null) {
      line.append(
          "; %d%% %s, pass %d, %s left, %s/s, dirtied %s/s"
              .formatted(
                  progress.percent(),
                  progress.status(),
                  progress.pass(),
                  Amounts.bytes(progress.remainingBytes()),
                  Amounts.bytes(progress.bytesPerSecond()),
                  Amounts.bytes(progress.dirtyBytesPerSecond())));
    }
    return Text.of(line.toString());
  }

  private Text record(HostRecord host, Job job) {
    JobInfo record = host.record();
    return Text.of(
        "  host "
            + called(host.host(), job)
            + (record == null
                ? " has no record of it"
                : " has written: phase "
                    + record.phase().wireName()
                    + ", word "
                    + record.word()
                    + (record.trouble() == null ? "" : "; " + record.trouble())));
  }

  private String called(String id, Job job) {
    return Stream.of(Optional.ofNullable(job.from()), Optional.ofNullable(job.to()))
        .flatMap(Optional::stream)
        .filter(host -> host.id().equals(id))
        .findFirst()
        .map(host -> host.called(names))
        .orElseGet(() -> names.apply(id));
  }

  private static String orDash(@Nullable String text) {
    return Objects.requireNonNullElse(text, "-");
  }
}

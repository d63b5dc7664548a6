package dev.drover.starter.command;

import dev.drover.cli.ExitStatuses;
import dev.drover.cli.OutputFormat;
import dev.drover.cli.Text;
import dev.drover.cli.Tone;
import dev.drover.cli.Units;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.Debt;
import dev.drover.protocol.message.DomainInfo;
import dev.drover.protocol.message.JobInfo;
import dev.drover.protocol.message.UnknownOutcome;
import dev.drover.protocol.text.Amounts;
import dev.drover.starter.fleet.Directory;
import dev.drover.starter.fleet.DomainCopies;
import dev.drover.starter.fleet.DomainCopies.Copy;
import dev.drover.starter.fleet.Fleet;
import dev.drover.starter.fleet.Fleet.Holder;
import dev.drover.starter.fleet.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code drover show}. */
@Command(
    name = "show",
    description = "Shows one domain on every host that knows of it.",
    footer = {"  drover show pacer", "  drover show pacer -o json | jq .lastJob"})
@ExitStatuses(FailureCode.UNKNOWN_DOMAIN)
public final class ShowCommand extends FleetCommand {
  @Parameters(paramLabel = "NAME", description = "The domain's name or UUID.")
  private String domain = "";

  /**
   * What programs get.
   *
   * @param copies one for each host that knows of the domain
   * @param lastJob null if none is remembered
   * @param debts what its moves owe hosts that do not answer
   * @param unknown that nobody can say where the guest is; null while somebody can
   */
  record Document(
      String uuid,
      String name,
      List<DomainRow> copies,
      @Nullable Holder lastJob,
      List<Debt> debts,
      @Nullable UnknownOutcome unknown) {}

  @Override
  void run(Fleet fleet) {
    Directory directory = Directory.ofDomains(fleet);
    DomainCopies found = directory.domain(domain);
    Optional<Holder> holder = fleet.holder(found.uuid());
    List<Text> lines = new ArrayList<>();
    lines.add(Text.of("name    ").and(Tone.STRONG, found.name()));
    lines.add(Text.of("uuid    " + found.uuid()));
    for (Copy copy : found.copies()) {
      lines.add(Text.of("on " + copy.host().name() + " (" + copy.host().id() + ")"));
      addCopy(lines, copy, directory);
    }
    holder.ifPresent(
        job ->
            lines.add(
                Text.of(
                    (job.running() ? "held by " : "last job ")
                        + job.kind()
                        + " "
                        + job.runId()
                        + when(job))));
    List<Debt> debts =
        fleet.debts().stream().filter(debt -> debt.domain().equals(found.uuid())).toList();
    for (Debt debt : debts) {
      lines.add(
          Text.of("owed    ").and(Tone.WARNING, debt.call()).and(", " + SweepCommand.why(debt)));
    }
    Optional<MoveSides> move = move(fleet, directory, found.uuid());
    Optional<UnknownOutcome> unknown =
        move.flatMap(MoveSides::job).flatMap(job -> Optional.ofNullable(job.unknown()));
    unknown.ifPresent(
        outcome ->
            lines.add(
                Text.of(Tone.BAD, "OUTCOME_UNKNOWN")
                    .and(
                        " since "
                            + Units.time(outcome.sinceEpochMillis())
                            + ", both sides are held: "
                            + outcome.why())));
    move.filter(one -> one.unknown() || console().format() == OutputFormat.WIDE)
        .ifPresent(one -> lines.addAll(new EvidenceView(directory).lines(one)));
    console()
        .result(
            new Document(
                found.uuid(),
                found.name(),
                found.copies().stream().map(DomainRow::of).toList(),
                holder.orElse(null),
                debts,
                unknown.orElse(null)),
            lines);
    mentionSilence(directory);
  }

  private static Optional<MoveSides> move(Fleet fleet, Directory directory, String domain) {
    try {
      return MoveSides.find(fleet, directory, domain);
    } catch (DroverException aSmallJobOrNoCoordinator) {
      // What the hosts say stands above, whatever holds the domain.
      return Optional.empty();
    }
  }

  private static String when(Holder job) {
    Long ended = job.endedAtEpochMillis();
    return ended == null
        ? " since " + Units.time(job.sinceEpochMillis())
        : ", ended " + Units.time(ended);
  }

  private void addCopy(List<Text> lines, Copy copy, Directory directory) {
    DomainInfo info = copy.info();
    lines.add(
        Text.of("  state   ")
            .and(Words.shown(info.state()))
            .and(" (" + Words.of(info.reason()) + ")"));
    lines.add(
        Text.of(
            "  memory  " + Amounts.size(info.memoryKib() * 1024) + ", " + info.vcpus() + " vcpus"));
    lines.add(Text.of("  kept    " + (info.persistent() ? "yes" : "no, gone when the guest ends")));
    JobInfo job = info.job();
    if (job != null) {
      lines.add(
          Text.of(
              "  job     "
                  + Words.of(job.kind())
                  + " "
                  + job.migrationId()
                  + ", phase "
                  + job.phase().wireName()
                  + ", word "
                  + job.word()
                  + ", with "
                  + directory.hostName(job.peerHost())));
      if (job.trouble() != null) {
        lines.add(Text.of("  stuck   " + job.trouble()));
      }
    }
    if (console().format() == OutputFormat.WIDE) {
      lines.add(Text.of("  worker  " + copy.host().version() + " at " + copy.host().peerAddress()));
      lines.add(Text.of("  qemu    " + copy.host().qemuVersion()));
      if (job != null) {
        lines.add(Text.of("  since   " + Units.time(job.startedAtEpochMillis())));
      }
    }
  }
}

package dev.drover.starter.command;

import dev.drover.protocol.message.DomainInfo;
import dev.drover.protocol.message.JobInfo;
import dev.drover.starter.fleet.Directory;
import dev.drover.starter.fleet.DomainCopies;
import dev.drover.starter.fleet.DomainCopies.Copy;
import dev.drover.starter.fleet.Fleet;
import dev.drover.starter.fleet.Fleet.Holder;
import dev.drover.starter.fleet.Words;
import dev.drover.starter.output.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code drover show}. */
@Command(name = "show", description = "Shows one domain on every host that knows of it.")
public final class ShowCommand extends FleetCommand {
  @Parameters(paramLabel = "NAME", description = "The domain's name or UUID.")
  private String domain = "";

  /**
   * What programs get.
   *
   * @param lastJob null if none is remembered
   */
  record Document(
      String uuid,
      String name,
      List<DomainInfo> copies,
      @Nullable Holder lastJob,
      List<String> notes) {}

  @Override
  void run(Fleet fleet) {
    Directory directory = Directory.ofDomains(fleet);
    DomainCopies found = directory.domain(domain);
    Optional<Holder> holder = fleet.holder(found.uuid());
    List<String> lines = new ArrayList<>();
    lines.add("name    " + Units.printable(found.name()));
    lines.add("uuid    " + found.uuid());
    for (Copy copy : found.copies()) {
      lines.add("on " + Units.printable(copy.host().name()) + " (" + copy.host().id() + ")");
      addCopy(lines, copy.info(), directory);
    }
    holder.ifPresent(
        job ->
            lines.add(
                (job.running() ? "held by " : "last job ")
                    + job.kind()
                    + " "
                    + job.runId()
                    + " since "
                    + Units.time(job.sinceEpochMillis())));
    console()
        .result(
            new Document(
                found.uuid(),
                found.name(),
                found.copies().stream().map(Copy::info).toList(),
                holder.orElse(null),
                directory.silence()),
            lines);
    mentionSilence(directory);
  }

  private static void addCopy(List<String> lines, DomainInfo info, Directory directory) {
    lines.add(
        "  state   "
            + Words.state(info.state())
            + " ("
            + info.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ')
            + ")");
    lines.add("  memory  " + info.memoryKib() + " KiB, " + info.vcpus() + " vcpus");
    lines.add("  kept    " + (info.persistent() ? "yes" : "no, gone when the guest ends"));
    JobInfo job = info.job();
    if (job != null) {
      lines.add(
          "  job     "
              + job.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ')
              + " "
              + job.migrationId()
              + ", phase "
              + job.phase().wireName()
              + ", word "
              + Units.printable(job.word())
              + ", with "
              + Units.printable(directory.hostName(job.peerHost())));
    }
  }
}

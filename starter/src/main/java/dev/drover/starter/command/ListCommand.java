package dev.drover.starter.command;

import dev.drover.protocol.message.DomainInfo;
import dev.drover.protocol.message.JobInfo;
import dev.drover.starter.fleet.Directory;
import dev.drover.starter.fleet.DomainCopies.Copy;
import dev.drover.starter.fleet.Fleet;
import dev.drover.starter.fleet.Words;
import dev.drover.starter.output.Table;
import dev.drover.starter.output.Units;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code drover list}. */
@Command(name = "list", description = "Lists the domains of every host.")
public final class ListCommand extends FleetCommand {
  /** What programs get. */
  record Document(List<DomainInfo> domains, List<String> notes) {}

  @Override
  void run(Fleet fleet) {
    Directory directory = Directory.ofDomains(fleet);
    List<Copy> copies =
        directory.copies().stream()
            .sorted(
                Comparator.comparing((Copy copy) -> copy.info().name())
                    .thenComparing(copy -> copy.info().uuid())
                    .thenComparing(copy -> copy.host().name()))
            .toList();
    Table table = new Table("NAME", "HOST", "STATE", "MEMORY", "VCPUS", "JOB", "UUID");
    for (Copy copy : copies) {
      DomainInfo info = copy.info();
      table.row(
          info.name(),
          copy.host().name(),
          Words.state(info.state()),
          Units.bytes(info.memoryKib() * 1024),
          Integer.toString(info.vcpus()),
          job(info),
          info.uuid());
    }
    console()
        .result(
            new Document(copies.stream().map(Copy::info).toList(), directory.silence()),
            table.lines());
    mentionSilence(directory);
  }

  private static String job(DomainInfo info) {
    JobInfo job = info.job();
    return job == null ? "-" : job.phase().wireName();
  }
}

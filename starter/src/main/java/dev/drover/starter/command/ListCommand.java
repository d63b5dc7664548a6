package dev.drover.starter.command;

import dev.drover.cli.Table;
import dev.drover.cli.Text;
import dev.drover.protocol.message.JobInfo;
import dev.drover.protocol.text.Amounts;
import dev.drover.starter.fleet.Directory;
import dev.drover.starter.fleet.Fleet;
import dev.drover.starter.fleet.Words;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code drover list}. */
@Command(
    name = "list",
    description = "Lists the domains of every host.",
    footer = {
      "  drover list",
      "  drover list -o wide",
      "  drover list -o json | jq -r '.[] | select(.state == \"RUNNING\").name'"
    })
public final class ListCommand extends FleetCommand {
  @Override
  void run(Fleet fleet) {
    Directory directory = Directory.ofDomains(fleet);
    List<DomainRow> rows =
        directory.copies().stream()
            .map(DomainRow::of)
            .sorted(
                Comparator.comparing(DomainRow::name)
                    .thenComparing(DomainRow::uuid)
                    .thenComparing(DomainRow::hostName))
            .toList();
    Table table =
        Table.of("NAME", "HOST", "STATE", "MEMORY", "VCPUS", "JOB", "UUID")
            .wide("REASON", "KEPT", "WORD", "OTHER HOST", "MIGRATION");
    for (DomainRow row : rows) {
      @Nullable JobInfo job = row.job();
      table.row(
          Text.of(row.name()),
          Text.of(row.hostName()),
          Words.shown(row.state()),
          Text.of(Amounts.size(row.memoryKib() * 1024)),
          Text.of(Integer.toString(row.vcpus())),
          Text.of(job == null ? "-" : job.phase().wireName()),
          Text.of(row.uuid()),
          Text.of(Words.of(row.reason())),
          Text.of(row.persistent() ? "yes" : "no"),
          Text.of(job == null ? "-" : job.word()),
          Text.of(job == null ? "-" : directory.hostName(job.peerHost())),
          Text.of(job == null ? "-" : job.migrationId()));
    }
    console().result(rows, table);
    mentionSilence(directory);
  }
}

package dev.drover.starter.command;

import dev.drover.cli.Table;
import dev.drover.cli.Text;
import dev.drover.cli.Tone;
import dev.drover.cli.Units;
import dev.drover.protocol.message.HostAnswer;
import dev.drover.protocol.message.HostInfo;
import dev.drover.protocol.message.ReadRequest;
import dev.drover.starter.fleet.Fleet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code drover hosts}. */
@Command(
    name = "hosts",
    description = "Lists the hosts, and whether their workers answer.",
    footer = {"  drover hosts", "  drover hosts -o json | jq -r '.[] | select(.answers).name'"})
public final class HostsCommand extends FleetCommand {
  /**
   * One host, for programs.
   *
   * @param reason why it does not answer; null if it does
   */
  record Row(
      String id,
      String name,
      String version,
      String qemuVersion,
      String peerAddress,
      long startedAtEpochMillis,
      boolean answers,
      @Nullable String reason) {
    static Row of(HostInfo host, @Nullable String reason) {
      return new Row(
          host.id(),
          host.name(),
          host.version(),
          host.qemuVersion(),
          host.peerAddress(),
          host.startedAtEpochMillis(),
          reason == null,
          reason);
    }
  }

  @Override
  void run(Fleet fleet) {
    List<Row> rows = rows(fleet);
    Table table =
        Table.of("NAME", "STATE", "UUID", "QEMU", "PEER ADDRESS", "SINCE").wide("VERSION");
    for (Row row : rows) {
      table.row(
          Text.of(row.name()),
          row.answers() ? Text.of(Tone.GOOD, "answers") : Text.of(Tone.BAD, "silent"),
          Text.of(row.id()),
          row.qemuVersion().isEmpty()
              ? Text.of(Tone.WARNING, "missing")
              : Text.of(row.qemuVersion()),
          Text.of(row.peerAddress()),
          Text.of(Units.time(row.startedAtEpochMillis())),
          Text.of(row.version()));
    }
    console().result(rows, table);
    for (Row row : rows) {
      if (!row.answers()) {
        console().warn("host " + row.name() + " does not answer: " + row.reason());
      }
    }
  }

  private static List<Row> rows(Fleet fleet) {
    List<HostInfo> hosts = fleet.hosts();
    if (hosts.isEmpty()) {
      return List.of();
    }
    Map<String, HostAnswer> answers = new HashMap<>();
    for (HostAnswer answer :
        fleet.ask(ReadRequest.host(hosts.stream().map(HostInfo::id).toList()))) {
      answers.put(answer.host(), answer);
    }
    List<Row> rows = new ArrayList<>();
    for (HostInfo host : hosts) {
      HostAnswer answer = answers.get(host.id());
      if (answer == null) {
        rows.add(Row.of(host, "it was not asked"));
      } else if (answer.failure() != null) {
        rows.add(Row.of(host, Objects.requireNonNullElse(answer.reason(), "unknown")));
      } else {
        HostInfo now = answer.info();
        rows.add(Row.of(now == null ? host : now, null));
      }
    }
    return rows;
  }
}

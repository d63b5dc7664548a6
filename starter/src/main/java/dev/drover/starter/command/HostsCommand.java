package dev.drover.starter.command;

import dev.drover.protocol.message.HostAnswer;
import dev.drover.protocol.message.HostInfo;
import dev.drover.protocol.message.ReadRequest;
import dev.drover.starter.fleet.Fleet;
import dev.drover.starter.output.Table;
import dev.drover.starter.output.Units;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code drover hosts}. */
@Command(name = "hosts", description = "Lists the hosts, and whether their workers answer.")
public final class HostsCommand extends FleetCommand {
  /**
   * One host in the JSON output.
   *
   * @param reason why it does not answer; null if it does
   */
  record Row(HostInfo host, boolean answers, @Nullable String reason) {}

  @Override
  void run(Fleet fleet) {
    List<Row> rows = rows(fleet);
    Table table = new Table("NAME", "STATE", "UUID", "QEMU", "PEER ADDRESS", "SINCE");
    for (Row row : rows) {
      HostInfo host = row.host();
      table.row(
          host.name(),
          row.answers() ? "answers" : "silent",
          host.id(),
          host.qemuVersion().isEmpty() ? "missing" : host.qemuVersion(),
          host.peerAddress(),
          Units.time(host.startedAtEpochMillis()));
    }
    console().result(rows, table.lines());
    for (Row row : rows) {
      if (!row.answers()) {
        console().note("host " + row.host().name() + " does not answer: " + row.reason());
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
        rows.add(new Row(host, false, "it was not asked"));
      } else if (answer.failure() != null) {
        rows.add(new Row(host, false, answer.reason()));
      } else {
        HostInfo now = answer.info();
        rows.add(new Row(now == null ? host : now, true, null));
      }
    }
    return rows;
  }
}

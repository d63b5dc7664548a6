package dev.drover.starter.command;

import dev.drover.cli.ExitStatuses;
import dev.drover.cli.Table;
import dev.drover.cli.Text;
import dev.drover.cli.Tone;
import dev.drover.cli.Units;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.Debt;
import dev.drover.protocol.message.HostAnswer;
import dev.drover.protocol.message.HostInfo;
import dev.drover.protocol.message.ReadRequest;
import dev.drover.protocol.message.SweepFinding;
import dev.drover.protocol.message.SweepFinding.Verdict;
import dev.drover.protocol.message.SweepReport;
import dev.drover.protocol.message.SweepRequest;
import dev.drover.starter.fleet.Directory;
import dev.drover.starter.fleet.Fleet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code drover sweep}. */
@Command(
    name = "sweep",
    description = {
      "Lists what is left over: QEMUs, folders, files and leases that belong to no domain and no"
          + " job, and what ended moves still owe hosts that did not answer.",
      "With --fix it removes what is safe. A QEMU that holds a guest, or may hold one, is never"
          + " ended."
    },
    footer = {
      "  drover sweep",
      "  drover sweep --host alpha --fix",
      "  drover sweep -o json | jq '.findings[] | select(.verdict == \"LEFT\")'"
    })
@ExitStatuses({FailureCode.UNKNOWN_HOST, FailureCode.AMBIGUOUS_HOST, FailureCode.LEFTOVERS})
public final class SweepCommand extends FleetCommand {
  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "Look at this host only (default: at every host).")
  private String host = "";

  @Option(names = "--fix", description = "Remove what is safe to remove, and say what was left.")
  private boolean fix;

  /**
   * What programs get.
   *
   * @param debts what ended migrations owe the hosts that were looked at
   */
  record Document(List<Row> findings, List<Debt> debts) {}

  /** One finding on one host. */
  record Row(
      String host,
      String hostName,
      SweepFinding.Kind kind,
      Verdict verdict,
      @Nullable String domain,
      String what,
      String reason) {}

  @Override
  void run(Fleet fleet) {
    Directory directory = Directory.ofHosts(fleet);
    List<HostInfo> hosts = host.isEmpty() ? directory.hosts() : List.of(directory.host(host));
    List<Row> rows = new ArrayList<>();
    List<String> silent = new ArrayList<>();
    for (HostAnswer answer : hosts.isEmpty() ? List.<HostAnswer>of() : answers(fleet, hosts)) {
      SweepReport swept = answer.swept();
      if (swept == null) {
        silent.add(
            "host %s does not say what is left over there: %s"
                .formatted(
                    directory.hostName(answer.host()),
                    Objects.requireNonNullElse(answer.reason(), "no reason given")));
      } else {
        swept.findings().forEach(found -> rows.add(row(found, answer.host(), directory)));
      }
    }
    List<Debt> debts =
        fleet.debts().stream()
            .filter(debt -> hosts.stream().anyMatch(one -> one.id().equals(debt.host())))
            .toList();
    if (rows.isEmpty() && debts.isEmpty()) {
      console().result(new Document(rows, debts), clean(hosts.size() - silent.size()));
    } else {
      console().result(new Document(rows, debts), table(rows, debts));
    }
    silent.forEach(console()::warn);
    end(rows, debts, silent);
  }

  private List<HostAnswer> answers(Fleet fleet, List<HostInfo> hosts) {
    return fix
        ? fleet.sweep(
            hosts.stream()
                .map(one -> new SweepRequest(one.id(), one.name(), context().requester()))
                .toList())
        : fleet.ask(ReadRequest.sweep(hosts.stream().map(HostInfo::id).toList()));
  }

  private static Row row(SweepFinding found, String host, Directory directory) {
    return new Row(
        host,
        directory.hostName(host),
        found.kind(),
        found.verdict(),
        found.domain(),
        found.what(),
        found.reason());
  }

  private static Text clean(int hosts) {
    return Text.of(
        "Nothing is left over on %s.".formatted(hosts == 1 ? "1 host" : hosts + " hosts"));
  }

  private static Table table(List<Row> rows, List<Debt> debts) {
    Table table = Table.of("HOST", "KIND", "STATE", "WHAT", "WHY");
    for (Row row : rows) {
      table.row(
          Text.of(row.hostName()),
          Text.of(row.kind().name().toLowerCase(Locale.ROOT)),
          state(row.verdict()),
          Text.of(row.what()),
          Text.of(row.reason()));
    }
    for (Debt debt : debts) {
      table.row(
          Text.of(debt.hostName()),
          Text.of("debt"),
          Text.of(Tone.WARNING, "owed"),
          Text.of(
              "%s, move %s of domain %s"
                  .formatted(
                      debt.call(),
                      debt.migrationId(),
                      Objects.requireNonNullElse(debt.domainName(), debt.domain()))),
          Text.of(why(debt)));
    }
    return table;
  }

  /** Returns since when a debt is owed, and why it is still. */
  static String why(Debt debt) {
    return "since %s%s"
        .formatted(
            Units.time(debt.sinceEpochMillis()),
            debt.failure() == null ? "" : ": " + debt.failure());
  }

  private static Text state(Verdict verdict) {
    return switch (verdict) {
      case SAFE -> Text.of(Tone.WARNING, "safe to remove");
      case REMOVED -> Text.of(Tone.GOOD, "removed");
      case LEFT -> Text.of(Tone.BAD, "left");
    };
  }

  private static void end(List<Row> rows, List<Debt> debts, List<String> silent) {
    long remain = rows.stream().filter(row -> row.verdict() != Verdict.REMOVED).count();
    if (remain > 0 || !debts.isEmpty()) {
      throw new DroverException(
          FailureCode.LEFTOVERS,
          "%s left over, %s owed to hosts that have not answered yet."
              .formatted(
                  remain == 1 ? "1 thing is" : remain + " things are",
                  debts.size() == 1 ? "1 call is" : debts.size() + " calls are"));
    }
    if (!silent.isEmpty()) {
      throw new DroverException(
          FailureCode.WORKER_UNREACHABLE,
          silent.size() == 1
              ? "1 host has not been looked at."
              : silent.size() + " hosts have not been looked at.");
    }
  }
}

package dev.drover.starter.command;

import dev.drover.cli.ExitStatuses;
import dev.drover.cli.Text;
import dev.drover.cli.Tone;
import dev.drover.protocol.Side;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.ResolveRequest;
import dev.drover.protocol.message.ResolveResult;
import dev.drover.protocol.message.Statement;
import dev.drover.starter.fleet.Directory;
import dev.drover.starter.fleet.Fleet;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code drover resolve}. */
@Command(
    name = "resolve",
    description = {
      "States what you know of a host that does not answer, where nobody else can say whether a"
          + " guest was handed over.",
      "",
      "Nothing you state overrides a lease that the other host owns, or a host that answers. If"
          + " what you state is wrong, the guest may run twice on the same disks: read"
          + " docs/operations.md, 'The outcome is unknown', first."
    },
    footer = {
      "  drover resolve pacer --destination-dead --reason burnt --yes",
      "  drover resolve pacer --source-dead --reason burnt",
      "  drover resolve pacer --source-dead --source-did-not-run-on --reason fenced"
    })
@ExitStatuses({
  FailureCode.UNKNOWN_DOMAIN,
  FailureCode.DOMAIN_BUSY,
  FailureCode.DOMAIN_LEASED,
  FailureCode.STATEMENT_REFUSED,
  FailureCode.QEMU_UNRESPONSIVE,
  FailureCode.STORAGE_FAILED
})
public final class ResolveCommand extends FleetCommand {
  @Parameters(paramLabel = "NAME", description = "The domain's name or UUID.")
  private String domain = "";

  @Option(
      names = "--source-dead",
      order = 10,
      description =
          "The source host is dead, or cut off from power, network and disks. Alone: the"
              + " destination ends its loaded copy, and the guest may be booted afresh there.")
  private boolean sourceDead;

  @Option(
      names = "--source-did-not-run-on",
      order = 11,
      description =
          "The source's copy did not run after the move had stopped it. Together with"
              + " --source-dead: the destination starts its loaded copy.")
  private boolean sourceDidNotRunOn;

  @Option(
      names = "--destination-dead",
      order = 12,
      description =
          "The destination host is dead, or cut off from power, network and disks: the source lets"
              + " its guest run on. Where leases decide, it does so by itself.")
  private boolean destinationDead;

  @Option(
      names = "--reason",
      order = 20,
      required = true,
      paramLabel = "TEXT",
      description = "How you know; kept with your name, at most 500 characters.")
  private String reason = "";

  @Option(names = "--yes", order = 30, description = "Do not ask on the terminal.")
  private boolean yes;

  /**
   * What programs get.
   *
   * @param domain UUID of the domain
   * @param migrationId the move that it was about
   */
  record Document(
      String domain,
      String migrationId,
      ResolveResult.Effect effect,
      String word,
      String sentence) {}

  @Override
  void run(Fleet fleet) {
    Statement statement =
        new Statement(
            sourceDead, sourceDidNotRunOn, destinationDead, context().requester(), reason);
    statement
        .mistake()
        .ifPresent(
            mistake -> {
              throw new ParameterException(spec().commandLine(), mistake);
            });
    if (!yes && !context().surroundings().inTerminal()) {
      throw new ParameterException(
          spec().commandLine(),
          "There is no terminal to ask on: look at drover show " + domain + ", then say --yes.");
    }
    DomainUuid found = DomainUuid.find(fleet, domain);
    Directory directory = found.directory().orElseGet(() -> Directory.ofDomains(fleet));
    MoveSides move =
        MoveSides.find(fleet, directory, found.uuid())
            .orElseThrow(
                () ->
                    new DroverException(
                        FailureCode.STATEMENT_REFUSED,
                        "Domain %s is not on the move, as far as the hosts that answer know."
                            .formatted(domain)));
    ask(move, directory, statement);
    ResolveResult result =
        move.job().isPresent()
            ? fleet.resolveRunning(move.domain(), statement)
            : fleet.resolve(
                new ResolveRequest(
                    move.domain(),
                    domain,
                    move.migrationId(),
                    move.source(),
                    directory.hostName(move.source()),
                    move.destination(),
                    directory.hostName(move.destination()),
                    statement));
    console()
        .result(
            new Document(
                move.domain(),
                move.migrationId(),
                result.effect(),
                result.word(),
                result.sentence()),
            Text.of(Tone.GOOD, "resolved").and(": " + result.sentence()));
  }

  /** Shows what is known and what will follow, and goes on only with a person's yes. */
  private void ask(MoveSides move, Directory directory, Statement statement) {
    PrintWriter err = spec().commandLine().getErr();
    if (console().format().forPeople()) {
      new EvidenceView(directory).lines(move).forEach(err::println);
      err.println();
      err.println(statement.sentence());
      err.println(consequence(move, directory, statement));
      err.flush();
    }
    if (yes) {
      return;
    }
    err.print("Type yes to state this: ");
    err.flush();
    if (!"yes".equals(answer())) {
      throw new DroverException(
          FailureCode.OPERATION_ABORTED, "Nothing was stated; both sides stay held.");
    }
  }

  private static String answer() {
    try {
      String line =
          new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
      return line == null ? "" : line.strip();
    } catch (IOException e) {
      throw new UncheckedIOException("no answer can be read", e);
    }
  }

  private String consequence(MoveSides move, Directory directory, Statement statement) {
    String source = directory.hostName(move.host(Side.SOURCE));
    String destination = directory.hostName(move.host(Side.DESTINATION));
    if (statement.destinationDead()) {
      return "Host %s lets its guest run on. If host %s has started its copy, there are two then."
          .formatted(source, destination);
    }
    if (statement.sourceDidNotRunOn()) {
      return "Host %s starts the copy that it has loaded. If the one on host %s runs, or ran on, the guest's disks are newer than its memory, and there may be two."
          .formatted(destination, source);
    }
    return "Host %s ends the copy that it has loaded: the guest's memory is lost. It may then be booted with: drover start %s --host %s. If host %s still runs it, there are two then."
        .formatted(destination, domain, destination, source);
  }
}

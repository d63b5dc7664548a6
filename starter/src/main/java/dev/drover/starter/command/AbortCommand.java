package dev.drover.starter.command;

import dev.drover.cli.ExitStatuses;
import dev.drover.cli.Text;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.starter.fleet.Directory;
import dev.drover.starter.fleet.Fleet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code drover abort}. */
@Command(
    name = "abort",
    description = "Gives a domain's migration up; the guest then stays on its source.",
    footer = "  drover abort pacer")
@ExitStatuses({
  FailureCode.UNKNOWN_DOMAIN,
  FailureCode.NOT_MIGRATING,
  FailureCode.POINT_OF_NO_RETURN
})
public final class AbortCommand extends FleetCommand {
  @Parameters(paramLabel = "NAME", description = "The domain's name or UUID.")
  private String domain = "";

  /**
   * What programs get.
   *
   * @param domain UUID of the domain
   * @param abort always {@code accepted}: what is refused is a failure
   */
  record Document(String domain, String abort) {}

  @Override
  void run(Fleet fleet) {
    String uuid =
        DomainName.uuid(domain).orElseGet(() -> Directory.ofDomains(fleet).domain(domain).uuid());
    fleet.abort(uuid, context().requester());
    console()
        .result(
            new Document(uuid, "accepted"),
            Text.of("the abort of " + domain + " is accepted: the guest stays on its source"));
  }
}

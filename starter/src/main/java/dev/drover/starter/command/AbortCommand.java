package dev.drover.starter.command;

import dev.drover.starter.fleet.Directory;
import dev.drover.starter.fleet.Fleet;
import dev.drover.starter.output.Units;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code drover abort}. */
@Command(
    name = "abort",
    description = "Gives a domain's migration up; the guest then stays on its source.")
public final class AbortCommand extends FleetCommand {
  @Parameters(paramLabel = "NAME", description = "The domain's name or UUID.")
  private String domain = "";

  @Override
  void run(Fleet fleet) {
    String uuid =
        DomainName.uuid(domain).orElseGet(() -> Directory.ofDomains(fleet).domain(domain).uuid());
    fleet.abort(uuid, context().requester());
    console()
        .result(
            Map.of("domain", uuid, "abort", "accepted"),
            List.of(
                "the abort of "
                    + Units.printable(domain)
                    + " is accepted: the guest stays on its source"));
  }
}

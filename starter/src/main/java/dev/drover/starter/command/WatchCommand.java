package dev.drover.starter.command;

import dev.drover.protocol.message.MigrationJob;
import dev.drover.starter.fleet.Directory;
import dev.drover.starter.fleet.Fleet;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code drover watch}. */
@Command(
    name = "watch",
    description = "Follows a domain's migration to its end, or tells how the last one ended.")
public final class WatchCommand extends FleetCommand {
  @Parameters(paramLabel = "NAME", description = "The domain's name or UUID.")
  private String domain = "";

  @Override
  void run(Fleet fleet) {
    Optional<String> given = DomainName.uuid(domain);
    Directory directory = given.isPresent() ? Directory.ofHosts(fleet) : Directory.ofDomains(fleet);
    String uuid = given.orElseGet(() -> directory.domain(domain).uuid());
    MigrationJob job = fleet.job(uuid);
    String name = Objects.requireNonNullElse(job.name(), domain);
    new Follower(fleet, console(), MigrateCommand.LOOK_INTERVAL)
        .follow(
            uuid, name, directory, context().view(console(), spec().commandLine().getErr(), name));
  }
}

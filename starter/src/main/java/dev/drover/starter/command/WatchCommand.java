package dev.drover.starter.command;

import dev.drover.cli.ExitStatuses;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.MigrationJob;
import dev.drover.starter.fleet.Directory;
import dev.drover.starter.fleet.Fleet;
import dev.drover.starter.fleet.Fleet.Holder;
import dev.drover.starter.fleet.Fleet.SmallJob;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code drover watch}. */
@Command(
    name = "watch",
    description = "Follows a domain's job to its end, or tells how the last one ended.",
    footer = {"  drover watch pacer", "  drover watch pacer -o json | jq .statistics"})
@ExitStatuses({
  FailureCode.UNKNOWN_DOMAIN,
  FailureCode.NOT_MIGRATING,
  FailureCode.MIGRATION_FAILED,
  FailureCode.OPERATION_ABORTED,
  FailureCode.OUTCOME_UNKNOWN
})
public final class WatchCommand extends FleetCommand {
  @Parameters(paramLabel = "NAME", description = "The domain's name or UUID.")
  private String domain = "";

  @Override
  void run(Fleet fleet) {
    Optional<String> given = DomainName.uuid(domain);
    Directory directory = given.isPresent() ? Directory.ofHosts(fleet) : Directory.ofDomains(fleet);
    String uuid = given.orElseGet(() -> directory.domain(domain).uuid());
    Optional<Holder> holder = fleet.holder(uuid);
    Optional<SmallJob> small = holder.flatMap(SmallJob::of);
    if (small.isPresent()) {
      new SmallJobEnd(fleet, console(), directory)
          .await(
              small.get(),
              BegunJob.of(
                  small.get().name().toLowerCase(Locale.ROOT),
                  holder.orElseThrow().runId(),
                  uuid,
                  domain));
      return;
    }
    MigrationJob job = fleet.job(uuid);
    String name = Objects.requireNonNullElse(job.name(), domain);
    new Follower(fleet, console(), MigrateCommand.LOOK_INTERVAL)
        .follow(
            uuid, name, directory, context().view(console(), spec().commandLine().getErr(), name));
  }
}

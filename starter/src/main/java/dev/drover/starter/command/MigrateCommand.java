package dev.drover.starter.command;

import dev.drover.cli.ExitStatuses;
import dev.drover.cli.Units;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.HostInfo;
import dev.drover.protocol.message.MigrationOptions;
import dev.drover.protocol.message.MigrationRequest;
import dev.drover.starter.fleet.Directory;
import dev.drover.starter.fleet.DomainCopies;
import dev.drover.starter.fleet.Fleet;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code drover migrate}. */
@Command(
    name = "migrate",
    description = "Moves a running domain to another host.",
    footer = {
      "  drover migrate pacer --to beta",
      "  drover migrate pacer --to beta --bandwidth 100M --max-downtime 50",
      "  drover migrate pacer --to beta --no-wait"
    })
@ExitStatuses({
  FailureCode.CERTIFICATE_REJECTED,
  FailureCode.UNKNOWN_HOST,
  FailureCode.AMBIGUOUS_HOST,
  FailureCode.SAME_HOST,
  FailureCode.HOST_BUSY,
  FailureCode.UNKNOWN_DOMAIN,
  FailureCode.DOMAIN_EXISTS,
  FailureCode.DOMAIN_NOT_RUNNING,
  FailureCode.DOMAIN_BUSY,
  FailureCode.DOMAIN_ON_TWO_HOSTS,
  FailureCode.GUEST_ENDED,
  FailureCode.UNSUPPORTED_DEFINITION,
  FailureCode.INCOMPATIBLE_DEFINITION,
  FailureCode.INVALID_COOKIE,
  FailureCode.UNSAFE_MEMORY_SIZE,
  FailureCode.QEMU_MISSING,
  FailureCode.QEMU_TOO_OLD,
  FailureCode.QEMU_START_FAILED,
  FailureCode.QEMU_ERROR,
  FailureCode.QEMU_UNRESPONSIVE,
  FailureCode.MIGRATION_FAILED,
  FailureCode.OPERATION_ABORTED,
  FailureCode.PEER_UNREACHABLE,
  FailureCode.OUTCOME_UNKNOWN,
  FailureCode.STORAGE_FAILED
})
public final class MigrateCommand extends FleetCommand {
  static final Duration LOOK_INTERVAL = Duration.ofMillis(500);

  /** QEMU's own ceiling for downtime-limit, in milliseconds. */
  private static final int MAX_DOWNTIME = 2_000_000;

  @Parameters(paramLabel = "NAME", description = "The domain's name or UUID.")
  private String domain = "";

  @Option(
      names = "--to",
      required = true,
      paramLabel = "HOST",
      description = "The destination's name or UUID.")
  private String destination = "";

  @Option(
      names = "--bandwidth",
      defaultValue = "0",
      paramLabel = "BYTES",
      description = "Bytes a second, with K, M, G or T for powers of 1024 (default: unlimited).")
  private String bandwidth = "0";

  @Option(
      names = "--max-downtime",
      defaultValue = "0",
      paramLabel = "MS",
      description = "Milliseconds that the guest may stand still, 1 to 2000000 (default: 300).")
  private int maxDowntime;

  @Mixin private final WaitOptions wait = new WaitOptions();

  @Override
  void run(Fleet fleet) {
    MigrationOptions options = options();
    Directory directory = Directory.ofDomains(fleet);
    HostInfo to = directory.host(destination);
    DomainCopies found = directory.domain(domain);
    Busy.requireFree(fleet, found);
    directory.requireAnswer(to);
    mentionSilence(directory);
    HostInfo from = found.alive().host();
    if (from.id().equals(to.id())) {
      throw new DroverException(
          FailureCode.SAME_HOST,
          "Domain " + found.name() + " is on host " + to.name() + " already.");
    }
    MigrationRequest request =
        new MigrationRequest(
            found.uuid(),
            from.id(),
            to.id(),
            options,
            context().requester(),
            from.name(),
            to.name());
    String id;
    try {
      id = fleet.migrate(request, found.name());
    } catch (DroverException e) {
      throw Busy.explain(fleet, found, e);
    }
    if (!wait.isOn()) {
      BegunJob.of("migrate", id, found.uuid(), found.name()).say(console());
      return;
    }
    console()
        .note("moving " + found.name() + " from host " + from.name() + " to host " + to.name());
    new Follower(fleet, console(), LOOK_INTERVAL)
        .follow(
            found.uuid(),
            found.name(),
            directory,
            context().view(console(), spec().commandLine().getErr(), found.name()));
  }

  private MigrationOptions options() {
    if (maxDowntime < 0 || maxDowntime > MAX_DOWNTIME) {
      throw new ParameterException(
          spec().commandLine(), "--max-downtime must be 1 to " + MAX_DOWNTIME + " milliseconds.");
    }
    try {
      return new MigrationOptions(Units.parseBytes(bandwidth), maxDowntime);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec().commandLine(), "--bandwidth: " + e.getMessage(), e);
    }
  }
}

package dev.drover.starter.command;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.DomainInfo;
import dev.drover.protocol.message.DomainJobRequest;
import dev.drover.protocol.message.HostInfo;
import dev.drover.starter.fleet.Directory;
import dev.drover.starter.fleet.DomainCopies;
import dev.drover.starter.fleet.DomainCopies.Copy;
import dev.drover.starter.fleet.Fleet;
import dev.drover.starter.fleet.Fleet.SmallJob;
import dev.drover.starter.fleet.Words;
import dev.drover.starter.output.Units;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command that lets one host do one thing to one domain. */
public abstract class SmallJobCommand extends FleetCommand {
  private final SmallJob job;

  @Parameters(paramLabel = "NAME", description = "The domain's name or UUID.")
  private String domain = "";

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "The host's name or UUID (default: the host that has the domain).")
  private String host = "";

  SmallJobCommand(SmallJob job) {
    this.job = requireNonNull(job, "job is null");
  }

  /** Chooses the host when the user names none. */
  abstract Copy choose(DomainCopies copies);

  @Override
  final void run(Fleet fleet) {
    Directory directory = Directory.ofDomains(fleet);
    DomainCopies found = directory.domain(domain);
    HostInfo on = host.isEmpty() ? choose(found).host() : directory.host(host);
    directory.requireAnswer(on);
    mentionSilence(directory);
    Optional<DomainInfo> after;
    try {
      after =
          fleet.run(
              job,
              new DomainJobRequest(
                  on.id(), on.name(), found.uuid(), null, context().requester(), found.name()));
    } catch (DroverException e) {
      throw Busy.explain(fleet, found, e);
    }
    String state = after.map(info -> "is " + Words.state(info.state())).orElse("is forgotten");
    console()
        .result(
            after.<Object>map(info -> info).orElse(Map.of("domain", found.uuid(), "host", on.id())),
            List.of(Units.printable(found.name() + " " + state + " on " + on.name())));
  }

  /** Returns the only copy, or asks for --host. */
  static Copy only(DomainCopies domain) {
    if (domain.copies().size() > 1) {
      throw new DroverException(
          FailureCode.INVALID_ARGUMENT,
          "Say which host with --host: "
              + domain.name()
              + " is known on "
              + String.join(", ", domain.copies().stream().map(copy -> copy.host().name()).toList())
              + ".");
    }
    return domain.copies().get(0);
  }

  /** {@code drover start}. */
  @Command(name = "start", description = "Boots a domain on the host where it is defined.")
  public static final class StartCommand extends SmallJobCommand {
    public StartCommand() {
      super(SmallJob.START);
    }

    @Override
    Copy choose(DomainCopies copies) {
      return only(copies);
    }
  }

  /** {@code drover suspend}. */
  @Command(name = "suspend", description = "Stops a running domain's CPUs; nothing is lost.")
  public static final class SuspendCommand extends SmallJobCommand {
    public SuspendCommand() {
      super(SmallJob.SUSPEND);
    }

    @Override
    Copy choose(DomainCopies copies) {
      return copies.alive();
    }
  }

  /** {@code drover resume}. */
  @Command(name = "resume", description = "Lets a suspended domain run.")
  public static final class ResumeCommand extends SmallJobCommand {
    public ResumeCommand() {
      super(SmallJob.RESUME);
    }

    @Override
    Copy choose(DomainCopies copies) {
      return copies.alive();
    }
  }

  /** {@code drover destroy}. */
  @Command(name = "destroy", description = "Ends a domain's guest at once, without asking it.")
  public static final class DestroyCommand extends SmallJobCommand {
    public DestroyCommand() {
      super(SmallJob.DESTROY);
    }

    @Override
    Copy choose(DomainCopies copies) {
      return copies.alive();
    }
  }

  /** {@code drover undefine}. */
  @Command(name = "undefine", description = "Forgets a domain's definition; its disks stay.")
  public static final class UndefineCommand extends SmallJobCommand {
    public UndefineCommand() {
      super(SmallJob.UNDEFINE);
    }

    @Override
    Copy choose(DomainCopies copies) {
      return only(copies);
    }
  }
}

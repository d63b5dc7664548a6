package dev.drover.starter.command;

import static java.util.Objects.requireNonNull;

import dev.drover.cli.ExitStatuses;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.DomainJobRequest;
import dev.drover.protocol.message.HostInfo;
import dev.drover.starter.fleet.Directory;
import dev.drover.starter.fleet.DomainCopies;
import dev.drover.starter.fleet.DomainCopies.Copy;
import dev.drover.starter.fleet.Fleet;
import dev.drover.starter.fleet.Fleet.SmallJob;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command that lets one host do one thing to one domain. */
@ExitStatuses({
  FailureCode.UNKNOWN_HOST,
  FailureCode.AMBIGUOUS_HOST,
  FailureCode.UNKNOWN_DOMAIN,
  FailureCode.DOMAIN_BUSY,
  FailureCode.STORAGE_FAILED
})
public abstract class SmallJobCommand extends FleetCommand {
  private final SmallJob job;

  @Parameters(paramLabel = "NAME", description = "The domain's name or UUID.")
  private String domain = "";

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "The host's name or UUID (default: the host that has the domain).")
  private String host = "";

  @Mixin private final WaitOptions wait = new WaitOptions();

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
    BegunJob begun;
    try {
      String id =
          fleet.start(
              job,
              new DomainJobRequest(
                  on.id(), on.name(), found.uuid(), null, context().requester(), found.name()));
      begun = BegunJob.of(spec().name(), id, found.uuid(), found.name());
    } catch (DroverException e) {
      throw Busy.explain(fleet, found, e);
    }
    if (wait.isOn()) {
      new SmallJobEnd(fleet, console(), directory).await(job, begun);
    } else {
      begun.say(console());
    }
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
  @Command(
      name = "start",
      description = "Boots a domain on the host where it is defined.",
      footer = {
        "  drover start pacer",
        "  drover start pacer --host alpha",
        "  drover start pacer --no-wait"
      })
  @ExitStatuses({
    FailureCode.DOMAIN_RUNNING,
    FailureCode.UNSUPPORTED_DEFINITION,
    FailureCode.QEMU_MISSING,
    FailureCode.QEMU_TOO_OLD,
    FailureCode.QEMU_START_FAILED
  })
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
  @Command(
      name = "suspend",
      description = "Stops a running domain's CPUs; nothing is lost.",
      footer = {"  drover suspend pacer"})
  @ExitStatuses({
    FailureCode.DOMAIN_NOT_RUNNING,
    FailureCode.DOMAIN_ON_TWO_HOSTS,
    FailureCode.QEMU_ERROR,
    FailureCode.QEMU_UNRESPONSIVE
  })
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
  @Command(
      name = "resume",
      description = "Lets a suspended domain run.",
      footer = {"  drover resume pacer"})
  @ExitStatuses({
    FailureCode.DOMAIN_NOT_RUNNING,
    FailureCode.DOMAIN_ON_TWO_HOSTS,
    FailureCode.QEMU_ERROR,
    FailureCode.QEMU_UNRESPONSIVE
  })
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
  @Command(
      name = "destroy",
      description = "Ends a domain's guest at once, without asking it.",
      footer = {"  drover destroy pacer", "  drover destroy pacer --host alpha"})
  @ExitStatuses({
    FailureCode.DOMAIN_NOT_RUNNING,
    FailureCode.DOMAIN_ON_TWO_HOSTS,
    FailureCode.QEMU_ERROR,
    FailureCode.QEMU_UNRESPONSIVE
  })
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
  @Command(
      name = "undefine",
      description = "Forgets a domain's definition; its disks stay.",
      footer = {"  drover undefine pacer --host alpha"})
  @ExitStatuses({FailureCode.DOMAIN_RUNNING})
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

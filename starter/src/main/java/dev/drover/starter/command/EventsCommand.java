package dev.drover.starter.command;

import dev.drover.cli.ExitStatuses;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.starter.fleet.Fleet;
import dev.drover.starter.fleet.Fleet.Holder;
import dev.drover.starter.job.Job;
import dev.drover.starter.job.JobKey;
import dev.drover.starter.job.JobStatus;
import dev.drover.starter.job.JobStory;
import dev.drover.workflows.WorkflowIds;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code drover events}. */
@Command(
    name = "events",
    description = {
      "Tells one job step by step: who was asked, what each host answered, what was tried again.",
      "",
      "The last job of the domain, unless --job names another one."
    },
    footer = {
      "  drover events pacer",
      "  drover events pacer --follow",
      "  drover events --job 0199f1c2-8f4e-7d63-9a55-2b9d1f0c7e11 -o json"
    })
@ExitStatuses({FailureCode.UNKNOWN_DOMAIN, FailureCode.UNKNOWN_JOB})
public final class EventsCommand extends FleetCommand {
  private static final Duration LOOK_INTERVAL = Duration.ofMillis(500);

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "The domain's name or UUID; also the UUID of one that no host knows any more.")
  private String domain = "";

  @Option(
      names = {"--job", "--migration"},
      paramLabel = "RUN",
      description = "The job's run id, which drover history shows; a migration's is its id.")
  private String run = "";

  @Option(
      names = {"-f", "--follow"},
      description = "Go on until the job has ended. The exit status is then 0, however it ended.")
  private boolean follow;

  @Override
  void run(Fleet fleet) {
    if (domain.isEmpty() && run.isEmpty()) {
      throw new ParameterException(
          spec().commandLine(), "Say which domain, or which job with --job.");
    }
    if (!run.isEmpty() && DomainName.uuid(run).isEmpty()) {
      throw new ParameterException(
          spec().commandLine(), "--job: '" + run + "' is no run id; drover history shows them.");
    }
    Optional<DomainUuid> found =
        domain.isEmpty() ? Optional.empty() : Optional.of(DomainUuid.find(fleet, domain));
    JobStory story =
        fleet.jobs().story(run.isEmpty() ? last(fleet, found.orElseThrow().uuid()) : named(fleet));
    found.ifPresent(named -> requireDomain(story.job(), named.uuid()));
    EventsView view =
        new EventsView(
            console(), found.map(DomainUuid::hostNames).orElse(UnaryOperator.identity()));
    JobStory whole =
        follow && story.job().status() == JobStatus.RUNNING
            ? new JobFollower(fleet.jobs(), console(), LOOK_INTERVAL).follow(story, view)
            : story;
    view.end(whole, standing(fleet, whole));
    found.flatMap(DomainUuid::directory).ifPresent(this::mentionSilence);
  }

  private JobKey named(Fleet fleet) {
    return fleet.jobs().find(DomainName.uuid(run).orElseThrow());
  }

  private JobKey last(Fleet fleet, String uuid) {
    Holder last =
        fleet
            .holder(uuid)
            .orElseThrow(
                () ->
                    new DroverException(
                        FailureCode.UNKNOWN_JOB,
                        "The server remembers no job of domain " + domain + "."));
    return new JobKey(WorkflowIds.domain(uuid), last.runId());
  }

  private void requireDomain(Job job, String uuid) {
    if (!uuid.equals(job.domain())) {
      throw new DroverException(
          FailureCode.INVALID_ARGUMENT,
          "The job " + run + " is none of domain " + domain + " but of " + job.domain() + ".");
    }
  }

  private static JobStanding standing(Fleet fleet, JobStory story) {
    return story.job().status() == JobStatus.RUNNING
        ? JobStanding.ask(fleet, story.job())
        : JobStanding.over();
  }
}

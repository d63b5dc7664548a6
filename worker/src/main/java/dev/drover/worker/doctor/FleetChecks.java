package dev.drover.worker.doctor;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.DomainState;
import dev.drover.protocol.StateReason;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.DomainInfo;
import dev.drover.protocol.message.HostAnswer;
import dev.drover.protocol.message.HostInfo;
import dev.drover.protocol.message.JobInfo;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The fleet: who is in it, who answers, and what is held. */
final class FleetChecks {
  private static final String FLEET = "fleet";
  private static final Duration LONG = Duration.ofMinutes(2);

  private final FleetQuestions questions;
  private final Optional<String> hostId;
  private final InstantSource clock;

  /**
   * Makes the checks.
   *
   * @param hostId this machine's host; empty if it has never been one
   */
  FleetChecks(FleetQuestions questions, Optional<String> hostId, InstantSource clock) {
    this.questions = requireNonNull(questions, "questions is null");
    this.hostId = requireNonNull(hostId, "hostId is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  List<Finding> run() {
    List<HostInfo> hosts;
    List<HostAnswer> answers;
    try {
      hosts = questions.hosts();
      answers = hosts.isEmpty() ? List.of() : questions.domains(hosts);
    } catch (DroverException failure) {
      return List.of(
          failure.code() == FailureCode.WORKER_UNREACHABLE
              ? Finding.failed(
                  FLEET,
                  failure.getMessage(),
                  "Start a worker with the role coordinator: no job begins without one.")
              : Finding.failed(FLEET, failure));
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(members(hosts));
    findings.addAll(silence(hosts, answers));
    findings.addAll(sameness(hosts));
    findings.addAll(held(answers));
    if (answers.stream().anyMatch(answer -> answer.failure() == null)) {
      findings.addAll(questions.times());
    }
    findings.addAll(PeerChecks.run(hosts, hostId));
    return findings;
  }

  private Finding members(List<HostInfo> hosts) {
    if (hosts.isEmpty()) {
      return Finding.warning(
          FLEET,
          "No host has announced itself.",
          "Start a worker on each host; drover hosts then lists it.");
    }
    String names = String.join(", ", hosts.stream().map(HostInfo::name).toList());
    boolean member =
        hostId.isEmpty() || hosts.stream().anyMatch(host -> host.id().equals(hostId.get()));
    return member
        ? Finding.ok(FLEET, "The fleet is " + names + ".")
        : Finding.warning(
            FLEET,
            "This host is not in the fleet, which is " + names + ".",
            "Start its worker, and let it reach the same Temporal server and namespace as the"
                + " others.");
  }

  private static List<Finding> silence(List<HostInfo> hosts, List<HostAnswer> answers) {
    return answers.stream()
        .filter(answer -> answer.failure() != null)
        .map(
            answer ->
                Finding.warning(
                    FLEET,
                    "Host " + name(hosts, answer.host()) + " does not answer: " + answer.reason(),
                    "Run drover doctor there; its guests run on meanwhile."))
        .toList();
  }

  private List<Finding> sameness(List<HostInfo> hosts) {
    List<Finding> findings = new ArrayList<>();
    List<String> versions = hosts.stream().map(HostInfo::version).distinct().sorted().toList();
    if (versions.size() > 1) {
      findings.add(
          Finding.warning(
              FLEET,
              "The hosts run drover " + String.join(" and ", versions) + ".",
              "Bring all of them to the same version."));
    }
    Map<String, Integer> names = new HashMap<>();
    hosts.forEach(host -> names.merge(host.name(), 1, Integer::sum));
    names.forEach(
        (name, count) -> {
          if (count > 1) {
            findings.add(
                Finding.warning(
                    FLEET,
                    count + " hosts are called " + name + ".",
                    "Give each a name of its own with --name, or use UUIDs."));
          }
        });
    for (HostInfo refused : questions.refused()) {
      findings.add(
          Finding.failed(
              FLEET,
              "Another worker announced itself with the UUID "
                  + refused.id()
                  + " as "
                  + refused.name()
                  + " at "
                  + refused.peerAddress()
                  + " and was refused.",
              "Somebody copied a state folder or certificates: make that host its own."));
    }
    return findings;
  }

  /** A record that stays open long while its guest stands still is for a person. */
  private List<Finding> held(List<HostAnswer> answers) {
    List<Finding> findings = new ArrayList<>();
    for (HostAnswer answer : answers) {
      if (hostId.isEmpty() || !answer.host().equals(hostId.get())) {
        continue;
      }
      for (DomainInfo domain : answer.domains()) {
        JobInfo job = domain.job();
        if (job == null || clock.millis() - job.startedAtEpochMillis() < LONG.toMillis()) {
          continue;
        }
        boolean still =
            domain.state() == DomainState.PAUSED && domain.reason() == StateReason.MIGRATION;
        String found =
            "Domain "
                + domain.name()
                + " is in migration "
                + job.migrationId()
                + " since "
                + Duration.ofMillis(clock.millis() - job.startedAtEpochMillis()).toMinutes()
                + " minutes, word "
                + job.word()
                + (still ? ", and stands still." : ".");
        String advice =
            "drover events "
                + domain.name()
                + " says what it waits for; if its outcome is unknown,"
                + " bring the other host back and start the guest nowhere.";
        findings.add(
            still
                ? Finding.failed("domains", found, advice)
                : Finding.warning("domains", found, advice));
      }
    }
    return findings;
  }

  private static String name(List<HostInfo> hosts, String id) {
    return hosts.stream()
        .filter(host -> host.id().equals(id))
        .map(HostInfo::name)
        .findFirst()
        .map(Objects::requireNonNull)
        .orElse(id);
  }
}

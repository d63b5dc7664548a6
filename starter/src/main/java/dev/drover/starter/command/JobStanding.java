package dev.drover.starter.command;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.message.DomainInfo;
import dev.drover.protocol.message.HostAnswer;
import dev.drover.protocol.message.JobInfo;
import dev.drover.protocol.message.ReadRequest;
import dev.drover.starter.fleet.Fleet;
import dev.drover.starter.job.HostRef;
import dev.drover.starter.job.Job;
import dev.drover.starter.job.PendingCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a job that runs stands: what the server waits for, and what the hosts themselves have written
 * down.
 *
 * @param pending the steps that are not answered yet
 * @param records each host's own job record, as far as the host answers
 * @param silence why a record is missing, one sentence each
 */
record JobStanding(List<PendingCall> pending, List<HostRecord> records, List<String> silence) {
  JobStanding {
    pending = List.copyOf(pending);
    records = List.copyOf(records);
    silence = List.copyOf(silence);
  }

  /**
   * One host's job record.
   *
   * @param host its UUID
   * @param record null if the host has none of this job
   */
  record HostRecord(String host, @Nullable JobInfo record) {}

  /** A job that is over waits for nothing, and its records are closed. */
  static JobStanding over() {
    return new JobStanding(List.of(), List.of(), List.of());
  }

  /** Asks the server and the job's hosts. */
  static JobStanding ask(Fleet fleet, Job job) {
    List<PendingCall> pending = fleet.jobs().glance(job.key()).calls();
    List<HostRecord> records = new ArrayList<>();
    List<String> silence = new ArrayList<>();
    if (job.to() != null) {
      try {
        for (HostAnswer answer : fleet.ask(ReadRequest.domains(hosts(job)))) {
          if (answer.failure() == null) {
            records.add(new HostRecord(answer.host(), record(answer, job).orElse(null)));
          } else {
            silence.add("host " + answer.host() + " does not answer: " + answer.reason());
          }
        }
      } catch (DroverException nobodyCarriesTheQuestion) {
        silence.add("the hosts were not asked: " + nobodyCarriesTheQuestion.getMessage());
      }
    }
    return new JobStanding(pending, records, silence);
  }

  private static List<String> hosts(Job job) {
    return Stream.of(Optional.ofNullable(job.from()), Optional.ofNullable(job.to()))
        .flatMap(Optional::stream)
        .map(HostRef::id)
        .toList();
  }

  private static Optional<JobInfo> record(HostAnswer answer, Job job) {
    return answer.domains().stream()
        .filter(domain -> domain.uuid().equals(job.domain()))
        .map(DomainInfo::job)
        .flatMap(Stream::ofNullable)
        .filter(record -> record.migrationId().equals(job.key().runId()))
        .findFirst();
  }
}

package dev.drover.starter.temporal;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.message.DomainJobRequest;
import dev.drover.protocol.message.MigrationOptions;
import dev.drover.protocol.message.MigrationRequest;
import dev.drover.protocol.message.ResolveRequest;
import dev.drover.starter.job.HostRef;
import dev.drover.workflows.CleanupRequest;
import dev.drover.workflows.CleanupWorkflow;
import dev.drover.workflows.MigrationWorkflow;
import dev.drover.workflows.ResolveWorkflow;
import dev.drover.workflows.TaskQueues;
import io.temporal.api.common.v1.Payloads;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a job was asked to do. Any client may have started it, with any input, so everything may be
 * missing.
 *
 * @param from the host that a guest leaves, or on which the job acts
 * @param to the host that a guest goes to
 */
record JobInput(
    @Nullable String domain,
    @Nullable HostRef from,
    @Nullable HostRef to,
    @Nullable MigrationOptions options,
    @Nullable String requestedBy) {
  private static final String HOST_QUEUE = TaskQueues.host("");
  private static final String TRANSFER_QUEUE = TaskQueues.transfer("");

  static final JobInput NOTHING = new JobInput(null, null, null, null, null);

  static JobInput of(String workflowType, Payloads input, Decoder decoder) {
    Optional<JobInput> read =
        switch (workflowType) {
          case MigrationWorkflow.TYPE ->
              decoder.value(input, MigrationRequest.class).map(JobInput::of);
          case ResolveWorkflow.TYPE -> decoder.value(input, ResolveRequest.class).map(JobInput::of);
          case CleanupWorkflow.TYPE -> decoder.value(input, CleanupRequest.class).map(JobInput::of);
          default -> decoder.value(input, DomainJobRequest.class).map(JobInput::of);
        };
    return read.orElse(NOTHING);
  }

  private static JobInput of(MigrationRequest request) {
    return new JobInput(
        request.domain(),
        host(request.source(), request.sourceName()),
        host(request.destination(), request.destinationName()),
        request.optionsOrDefaults(),
        request.requestedBy());
  }

  private static JobInput of(ResolveRequest request) {
    return new JobInput(
        request.domain(),
        host(request.source(), request.sourceName()),
        host(request.destination(), request.destinationName()),
        null,
        request.statement() == null ? null : request.statement().by());
  }

  private static JobInput of(CleanupRequest request) {
    return of(request.migration()).startedBy("the migration " + request.migrationId());
  }

  private static JobInput of(DomainJobRequest request) {
    return new JobInput(
        request.domain(),
        host(request.host(), request.hostName()),
        null,
        null,
        request.requestedBy());
  }

  private JobInput startedBy(String who) {
    return new JobInput(domain, from, to, options, who);
  }

  private static @Nullable HostRef host(@Nullable String id, @Nullable String name) {
    return id == null ? null : new HostRef(id, name);
  }

  /** Returns the host that polls a task queue; null if the queue is none of a host's. */
  @Nullable HostRef pollerOf(String taskQueue) {
    requireNonNull(taskQueue, "taskQueue is null");
    if (!taskQueue.startsWith(HOST_QUEUE)) {
      return null;
    }
    String id = taskQueue.substring(HOST_QUEUE.length());
    String suffix = TRANSFER_QUEUE.substring(HOST_QUEUE.length());
    String host = id.endsWith(suffix) ? id.substring(0, id.length() - suffix.length()) : id;
    return Stream.of(Optional.ofNullable(from), Optional.ofNullable(to))
        .flatMap(Optional::stream)
        .filter(known -> known.id().equals(host))
        .findFirst()
        .orElseGet(() -> new HostRef(host, null));
  }
}

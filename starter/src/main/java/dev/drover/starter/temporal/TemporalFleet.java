package dev.drover.starter.temporal;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.Debt;
import dev.drover.protocol.message.DomainInfo;
import dev.drover.protocol.message.DomainJobRequest;
import dev.drover.protocol.message.HostAnswer;
import dev.drover.protocol.message.HostInfo;
import dev.drover.protocol.message.MigrationJob;
import dev.drover.protocol.message.MigrationRequest;
import dev.drover.protocol.message.MigrationResult;
import dev.drover.protocol.message.ReadRequest;
import dev.drover.protocol.message.ReadResult;
import dev.drover.protocol.message.ResolveRequest;
import dev.drover.protocol.message.ResolveResult;
import dev.drover.protocol.message.Statement;
import dev.drover.protocol.message.SweepReport;
import dev.drover.protocol.message.SweepRequest;
import dev.drover.starter.fleet.Fleet;
import dev.drover.starter.job.Jobs;
import dev.drover.workflows.DefineWorkflow;
import dev.drover.workflows.DestroyWorkflow;
import dev.drover.workflows.Failures;
import dev.drover.workflows.JobWatch;
import dev.drover.workflows.MigrationWorkflow;
import dev.drover.workflows.ReadWorkflow;
import dev.drover.workflows.ResolveWorkflow;
import dev.drover.workflows.ResumeWorkflow;
import dev.drover.workflows.StartOptions;
import dev.drover.workflows.StartWorkflow;
import dev.drover.workflows.SuspendWorkflow;
import dev.drover.workflows.SweepWorkflow;
import dev.drover.workflows.UndefineWorkflow;
import dev.drover.workflows.WorkflowIds;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowTargetOptions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The fleet as its Temporal server knows it. */
public final class TemporalFleet implements Fleet {
  /** A read answers for silent hosts within 4 seconds; the rest is for a busy server. */
  private static final long READ_SECONDS = 15;

  /** A host that does not take a small job within 20 seconds does not answer. */
  private static final long JOB_SECONDS = 120;

  private final Connection connection;
  private final WorkflowClient client;
  private final JobWatch watch;
  private final JobLists lists;

  private TemporalFleet(Connection connection) {
    this.connection = requireNonNull(connection, "connection is null");
    this.client = connection.client();
    this.watch = new JobWatch(client);
    this.lists = new JobLists(client, new Decoder(client.getOptions().getDataConverter()));
  }

  /**
   * Connects to the server that the environment names.
   *
   * @throws DroverException SERVER_UNREACHABLE, INVALID_CONFIGURATION
   */
  public static TemporalFleet connect(String identity) {
    return new TemporalFleet(Connection.open(identity));
  }

  @Override
  public List<HostInfo> hosts() {
    try {
      return List.of(
          client.newUntypedWorkflowStub(WorkflowIds.FLEET).query("hosts", HostInfo[].class));
    } catch (WorkflowNotFoundException e) {
      // Nobody has announced itself yet.
      return List.of();
    } catch (RuntimeException e) {
      throw coordinatorSilent(e);
    }
  }

  /** A question that the server takes and nobody answers is not the server's fault. */
  private static DroverException coordinatorSilent(RuntimeException failure) {
    DroverException known = Failures.toDrover(failure);
    if (known.code() == FailureCode.SERVER_UNREACHABLE
        && failure instanceof WorkflowServiceException) {
      return new DroverException(
          FailureCode.WORKER_UNREACHABLE,
          "The Temporal server answers, but no worker with the role coordinator does.",
          failure);
    }
    return known;
  }

  @Override
  public List<HostAnswer> ask(ReadRequest request) {
    return await(
            start(ReadWorkflow.TYPE, StartOptions.read(request), request),
            READ_SECONDS,
            ReadResult.class)
        .answers();
  }

  @Override
  public String start(SmallJob job, DomainJobRequest request) {
    String type = type(job);
    return runId(start(type, StartOptions.domainJob(type, request), request));
  }

  @Override
  public Optional<DomainInfo> finish(SmallJob job, String domain, String runId) {
    WorkflowStub stub =
        client.newUntypedWorkflowStub(
            WorkflowTargetOptions.newBuilder()
                .setWorkflowId(WorkflowIds.domain(domain))
                .setRunId(runId)
                .build());
    if (job == SmallJob.UNDEFINE) {
      await(stub, JOB_SECONDS, Void.class);
      return Optional.empty();
    }
    return Optional.of(await(stub, JOB_SECONDS, DomainInfo.class));
  }

  private static String runId(WorkflowStub started) {
    return requireNonNull(started.getExecution(), "a started job without an id").getRunId();
  }

  private static String type(SmallJob job) {
    return switch (job) {
      case DEFINE -> DefineWorkflow.TYPE;
      case START -> StartWorkflow.TYPE;
      case SUSPEND -> SuspendWorkflow.TYPE;
      case RESUME -> ResumeWorkflow.TYPE;
      case DESTROY -> DestroyWorkflow.TYPE;
      case UNDEFINE -> UndefineWorkflow.TYPE;
    };
  }

  @Override
  public String migrate(MigrationRequest request, String domainName) {
    return runId(start(MigrationWorkflow.TYPE, StartOptions.migrate(request, domainName), request));
  }

  private WorkflowStub start(
      String type, io.temporal.client.WorkflowOptions options, Object request) {
    try {
      WorkflowStub stub = client.newUntypedWorkflowStub(type, options);
      stub.start(request);
      return stub;
    } catch (RuntimeException e) {
      throw Failures.toDrover(e);
    }
  }

  private static <T> T await(WorkflowStub stub, long seconds, Class<T> type) {
    try {
      return stub.getResult(seconds, TimeUnit.SECONDS, type);
    } catch (TimeoutException e) {
      throw new DroverException(
          FailureCode.WORKER_UNREACHABLE,
          "Nothing came back within " + seconds + " seconds; the job may still be carried out.",
          e);
    } catch (RuntimeException e) {
      throw Failures.toDrover(e);
    }
  }

  @Override
  public CompletableFuture<MigrationResult> result(String domain) {
    WorkflowStub migration = client.newUntypedWorkflowStub(WorkflowIds.domain(domain));
    return CompletableFuture.supplyAsync(() -> watch.result(migration));
  }

  @Override
  public MigrationJob job(String domain) {
    return watch.job(domain);
  }

  @Override
  public Optional<Holder> holder(String domain) {
    return watch
        .holder(domain)
        .map(
            holder ->
                new Holder(
                    holder.workflowType(),
                    holder.runId(),
                    holder.sinceEpochMillis(),
                    holder.endedAtEpochMillis()));
  }

  @Override
  public void abort(String domain, String requestedBy) {
    try {
      client
          .newUntypedWorkflowStub(WorkflowIds.domain(domain))
          .update("abort", String.class, requestedBy);
    } catch (RuntimeException e) {
      throw Failures.toDrover(e);
    }
  }

  @Override
  public List<HostAnswer> sweep(List<SweepRequest> requests) {
    List<WorkflowStub> sweeps =
        requests.stream()
            .map(request -> start(SweepWorkflow.TYPE, StartOptions.sweep(request), request))
            .toList();
    List<HostAnswer> answers = new ArrayList<>();
    for (int i = 0; i < sweeps.size(); i++) {
      String host = requests.get(i).host();
      try {
        answers.add(HostAnswer.of(host, await(sweeps.get(i), JOB_SECONDS, SweepReport.class)));
      } catch (DroverException e) {
        answers.add(HostAnswer.failed(host, e.code(), String.valueOf(e.getMessage())));
      }
    }
    return answers;
  }

  @Override
  public List<Debt> debts() {
    try {
      return lists.cleanups().stream()
          .map(
              cleanup ->
                  client
                      .newUntypedWorkflowStub(
                          WorkflowTargetOptions.newBuilder()
                              .setWorkflowId(cleanup.key().workflowId())
                              .setRunId(cleanup.key().runId())
                              .build())
                      .query("debt", Debt.class))
          .filter(Objects::nonNull)
          .sorted(Comparator.comparingLong(Debt::sinceEpochMillis))
          .toList();
    } catch (WorkflowNotFoundException e) {
      return List.of();
    } catch (RuntimeException e) {
      throw coordinatorSilent(e);
    }
  }

  @Override
  public ResolveResult resolveRunning(String domain, Statement statement) {
    try {
      return requireNonNull(
          client
              .newUntypedWorkflowStub(WorkflowIds.domain(domain))
              .update("resolve", ResolveResult.class, statement),
          "no answer to a statement");
    } catch (RuntimeException e) {
      throw Failures.toDrover(e);
    }
  }

  @Override
  public ResolveResult resolve(ResolveRequest request) {
    return await(
        start(ResolveWorkflow.TYPE, StartOptions.resolve(request), request),
        JOB_SECONDS,
        ResolveResult.class);
  }

  @Override
  public Jobs jobs() {
    return new TemporalJobs(client);
  }

  @Override
  public void close() {
    connection.close();
  }
}

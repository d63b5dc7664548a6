package dev.drover.tests.harness;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.Debt;
import dev.drover.protocol.message.DomainInfo;
import dev.drover.protocol.message.DomainJobRequest;
import dev.drover.protocol.message.HostAnswer;
import dev.drover.protocol.message.MigrationJob;
import dev.drover.protocol.message.MigrationOptions;
import dev.drover.protocol.message.MigrationRequest;
import dev.drover.protocol.message.MigrationResult;
import dev.drover.protocol.message.ReadRequest;
import dev.drover.protocol.message.ReadResult;
import dev.drover.protocol.message.SweepFinding;
import dev.drover.workflows.DroverData;
import dev.drover.workflows.Failures;
import dev.drover.workflows.JobWatch;
import dev.drover.workflows.MigrationWorkflow;
import dev.drover.workflows.ReadWorkflow;
import dev.drover.workflows.StartOptions;
import dev.drover.workflows.WorkflowIds;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A Temporal client in the test's own JVM: what the command line does, without a JVM for each
 * command. Failures are {@link DroverException}s.
 */
public final class FleetClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String REQUESTER = "test";

  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;

  private FleetClient(WorkflowServiceStubs stubs) {
    this.stubs = requireNonNull(stubs, "stubs is null");
    client =
        WorkflowClient.newInstance(
            stubs,
            WorkflowClientOptions.newBuilder().setDataConverter(DroverData.converter()).build());
  }

  /** Connects to the fleet's server. */
  public static FleetClient of(TestFleet fleet) {
    return new FleetClient(
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(fleet.address()).build()));
  }

  /** Returns the client itself. */
  public WorkflowClient temporal() {
    return client;
  }

  /** Runs a small job and returns what the host says then; null after undefine. */
  public @Nullable DomainInfo run(String workflowType, DroverHost host, String domain) {
    return run(workflowType, new DomainJobRequest(host.id(), host.name(), domain, null, REQUESTER));
  }

  /** Keeps a definition on a host. */
  public void define(DroverHost host, String domain, String xml) {
    run("Define", new DomainJobRequest(host.id(), host.name(), domain, xml, REQUESTER));
  }

  private @Nullable DomainInfo run(String workflowType, DomainJobRequest request) {
    try {
      WorkflowStub stub =
          client.newUntypedWorkflowStub(
              workflowType, StartOptions.domainJob(workflowType, request));
      stub.start(request);
      return stub.getResult(DomainInfo.class);
    } catch (RuntimeException e) {
      throw Failures.toDrover(e);
    }
  }

  /** Starts a migration and returns the running workflow. */
  public WorkflowStub start(
      String domain, DroverHost from, DroverHost to, MigrationOptions options) {
    MigrationRequest request =
        new MigrationRequest(
            domain, from.id(), to.id(), options, REQUESTER, from.name(), to.name());
    try {
      WorkflowStub stub =
          client.newUntypedWorkflowStub(
              MigrationWorkflow.TYPE, StartOptions.migrate(request, domain));
      stub.start(request);
      return stub;
    } catch (RuntimeException e) {
      throw Failures.toDrover(e);
    }
  }

  /** Waits for the end of a migration. */
  public static MigrationResult await(WorkflowStub migration) {
    try {
      return migration.getResult(PATIENCE.toMillis(), TimeUnit.MILLISECONDS, MigrationResult.class);
    } catch (TimeoutException e) {
      throw new AssertionError(
          "the migration has not ended after %s; it says %s"
              .formatted(PATIENCE, migration.query("job", MigrationJob.class)),
          e);
    } catch (RuntimeException e) {
      throw Failures.toDrover(e);
    }
  }

  /**
   * Returns the domain's migration, with the transfer's progress.
   *
   * @throws DroverException NOT_MIGRATING if its last job was none
   */
  public MigrationJob job(String domain) {
    return new JobWatch(client).job(domain);
  }

  /** Waits until the domain's transfer has sent something. */
  public MigrationJob awaitTransfer(String domain) {
    return Deadline.await(
            Duration.ofSeconds(20),
            "the transfer of " + domain + " has sent something",
            () -> migration(domain),
            job -> job.filter(FleetClient::hasSentSomething).isPresent())
        .orElseThrow();
  }

  private Optional<MigrationJob> migration(String domain) {
    try {
      return Optional.of(job(domain));
    } catch (DroverException e) {
      if (e.code() == FailureCode.NOT_MIGRATING) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static boolean hasSentSomething(MigrationJob job) {
    return job.progress() != null && job.progress().transferredBytes() > 0;
  }

  /** Asks to give a domain's migration up. */
  public void abort(String domain) {
    try {
      client
          .newUntypedWorkflowStub(WorkflowIds.domain(domain))
          .update("abort", String.class, REQUESTER);
    } catch (RuntimeException e) {
      throw Failures.toDrover(e);
    }
  }

  /**
   * Returns what hosts say is left over on them: what {@code drover sweep} prints of hosts that
   * answer.
   */
  public List<SweepFinding> sweep(Collection<DroverHost> hosts) {
    return read(ReadRequest.sweep(hosts.stream().map(DroverHost::id).toList())).stream()
        .map(HostAnswer::swept)
        .filter(Objects::nonNull)
        .flatMap(report -> report.findings().stream())
        .toList();
  }

  /** Returns what a host says of a domain; empty if it does not know it. */
  public Optional<DomainInfo> domain(DroverHost host, String domain) {
    return read(ReadRequest.domains(List.of(host.id()))).stream()
        .flatMap(answer -> answer.domains().stream())
        .filter(info -> info.uuid().equals(domain))
        .findFirst();
  }

  private List<HostAnswer> read(ReadRequest request) {
    try {
      WorkflowStub stub =
          client.newUntypedWorkflowStub(ReadWorkflow.TYPE, StartOptions.read(request));
      stub.start(request);
      return stub.getResult(ReadResult.class).answers();
    } catch (RuntimeException e) {
      throw Failures.toDrover(e);
    }
  }

  /** Returns what a migration still owes a host; empty if it owes nothing. */
  public Optional<Debt> debt(WorkflowStub migration) {
    String id = requireNonNull(migration.getExecution(), "it was never started").getRunId();
    return Optional.ofNullable(
        client.newUntypedWorkflowStub(WorkflowIds.cleanup(id)).query("debt", Debt.class));
  }

  /** Asks to give a domain's migration up, and does not wait until somebody has heard it. */
  public void requestAbort(String domain) {
    client
        .newUntypedWorkflowStub(WorkflowIds.domain(domain))
        .startUpdate("abort", WorkflowUpdateStage.ACCEPTED, String.class, REQUESTER);
  }

  /** Lets the fleet forget a host. */
  void forget(DroverHost host) {
    client.newUntypedWorkflowStub(WorkflowIds.FLEET).signal("forget", host.id());
  }

  /** Returns what the server recorded of the domain's last job. */
  public History history(String domain) {
    return History.of(client, WorkflowIds.domain(domain));
  }

  @Override
  public void close() {
    stubs.shutdownNow();
  }
}

package dev.drover.worker.doctor;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.util.Timestamps;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.HostAnswer;
import dev.drover.protocol.message.HostInfo;
import dev.drover.protocol.message.ReadRequest;
import dev.drover.protocol.message.ReadResult;
import dev.drover.workflows.Failures;
import dev.drover.workflows.ReadWorkflow;
import dev.drover.workflows.StartOptions;
import dev.drover.workflows.WorkflowIds;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks through Temporal, as the command line does. */
final class TemporalQuestions implements FleetQuestions {
  private static final long PATIENCE_SECONDS = 10;

  /** As shipped, a server slows down after a burst of about this many hops. */
  private static final int READS = 8;

  /** Three hops a read; a server with lifted limits needs a third of this. */
  private static final long SLOW_MILLIS = 240;

  /** Certificates and Temporal's own timers put up with this much. */
  private static final long CLOCK_MILLIS = 2000;

  private final WorkflowClient client;
  private List<String> answering = List.of();

  TemporalQuestions(WorkflowClient client) {
    this.client = requireNonNull(client, "client is null");
  }

  @Override
  public List<HostInfo> hosts() {
    return hosts("hosts");
  }

  @Override
  public List<HostInfo> refused() {
    try {
      return hosts("refused");
    } catch (DroverException nobodySays) {
      return List.of();
    }
  }

  private List<HostInfo> hosts(String query) {
    try {
      return List.of(
          client.newUntypedWorkflowStub(WorkflowIds.FLEET).query(query, HostInfo[].class));
    } catch (WorkflowNotFoundException nobodyYet) {
      return List.of();
    } catch (WorkflowServiceException e) {
      throw new DroverException(
          FailureCode.WORKER_UNREACHABLE,
          "The Temporal server answers, but no worker with the role coordinator does.",
          e);
    } catch (RuntimeException e) {
      throw Failures.toDrover(e);
    }
  }

  @Override
  public List<HostAnswer> domains(List<HostInfo> hosts) {
    List<HostAnswer> answers = read(ReadRequest.domains(hosts.stream().map(HostInfo::id).toList()));
    answering =
        answers.stream().filter(answer -> answer.failure() == null).map(HostAnswer::host).toList();
    return answers;
  }

  private List<HostAnswer> read(ReadRequest request) {
    return await(start(request)).answers();
  }

  private WorkflowStub start(ReadRequest request) {
    try {
      WorkflowStub stub =
          client.newUntypedWorkflowStub(ReadWorkflow.TYPE, StartOptions.read(request));
      stub.start(request);
      return stub;
    } catch (RuntimeException e) {
      throw Failures.toDrover(e);
    }
  }

  private static ReadResult await(WorkflowStub stub) {
    try {
      return stub.getResult(PATIENCE_SECONDS, TimeUnit.SECONDS, ReadResult.class);
    } catch (TimeoutException e) {
      throw new DroverException(
          FailureCode.WORKER_UNREACHABLE,
          "A question to the hosts was not answered within " + PATIENCE_SECONDS + " seconds.",
          e);
    } catch (RuntimeException e) {
      throw Failures.toDrover(e);
    }
  }

  @Override
  public List<Finding> times() {
    try {
      ReadRequest request = ReadRequest.host(answering);
      List<Long> millis = new ArrayList<>();
      long difference = 0;
      for (int i = 0; i < READS; i++) {
        long before = System.currentTimeMillis();
        WorkflowStub stub = start(request);
        long after = System.currentTimeMillis();
        await(stub);
        millis.add(System.currentTimeMillis() - before);
        difference = startedAt(stub) - (before + after) / 2;
      }
      return List.of(hops(millis), clock(difference));
    } catch (DroverException failure) {
      return List.of(Finding.failed("hops", failure));
    }
  }

  private long startedAt(WorkflowStub stub) {
    try {
      return Timestamps.toMillis(
          client
              .getWorkflowServiceStubs()
              .blockingStub()
              .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
              .describeWorkflowExecution(
                  DescribeWorkflowExecutionRequest.newBuilder()
                      .setNamespace(client.getOptions().getNamespace())
                      .setExecution(requireNonNull(stub.getExecution(), "no execution"))
                      .build())
              .getWorkflowExecutionInfo()
              .getStartTime());
    } catch (RuntimeException e) {
      throw Failures.toDrover(e);
    }
  }

  private static Finding hops(List<Long> millis) {
    List<Long> late = millis.subList(millis.size() / 2, millis.size()).stream().sorted().toList();
    long median = late.get(late.size() / 2);
    String found = "A question to the hosts takes " + median + " ms (three hops of a workflow).";
    return median <= SLOW_MILLIS
        ? Finding.ok("hops", found)
        : Finding.warning(
            "hops",
            found,
            "Lift the server's poll limits as deploy/dynamicconfig/drover.yaml does, unless"
                + " machine or network are busy.");
  }

  private static Finding clock(long difference) {
    String found =
        "The server's clock is "
            + Math.abs(difference)
            + " ms "
            + (difference < 0 ? "behind" : "ahead of")
            + " this machine's.";
    return Math.abs(difference) <= CLOCK_MILLIS
        ? Finding.ok("clock", found)
        : Finding.warning("clock", found, "Let both keep time (timedatectl set-ntp true).");
  }
}

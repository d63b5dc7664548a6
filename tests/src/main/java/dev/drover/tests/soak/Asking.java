package dev.drover.tests.soak;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.MigrationOptions;
import dev.drover.protocol.message.MigrationResult;
import dev.drover.tests.harness.DroverHost;
import dev.drover.tests.harness.FleetClient;
import dev.drover.tests.harness.ManagedProcess;
import dev.drover.tests.harness.TestFleet;
import dev.drover.workflows.Failures;
import dev.drover.workflows.JobWatch;
import dev.drover.workflows.MigrationWorkflow;
import dev.drover.workflows.WorkflowIds;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowTargetOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the moves of one guest while servers and workers die: what cannot be asked now is asked
 * again, and what was asked although no answer came is found again.
 */
final class Asking {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final TestFleet fleet;
  private final FleetClient client;
  private final SoakGuest guest;
  private String newest = "";
  private volatile @Nullable ManagedProcess command;

  Asking(TestFleet fleet, FleetClient client, SoakGuest guest) {
    this.fleet = requireNonNull(fleet, "fleet is null");
    this.client = requireNonNull(client, "client is null");
    this.guest = requireNonNull(guest, "guest is null");
  }

  /** Returns the command that asks for the move now, if one runs. */
  Optional<ManagedProcess> command() {
    return Optional.ofNullable(command).filter(ManagedProcess::isAlive);
  }

  /** Returns what the last command said that asked for a move; empty if none did. */
  List<String> said() {
    ManagedProcess last = command;
    return last == null ? List.of() : last.output();
  }

  /** Asks for a move from here to there; empty if nobody would take the request. */
  Optional<Move> ask(DroverHost from, DroverHost to, MoveChoice choice) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    if (choice.byCommandLine()) {
      command = fleet.startCli(words(to, choice.options()));
    }
    while (System.nanoTime() < end) {
      Optional<String> id = newMigration();
      if (id.isEmpty() && !choice.byCommandLine()) {
        id = start(from, to, choice.options());
      }
      if (id.isPresent()) {
        newest = id.get();
        return Optional.of(new Move(newest, from, to));
      }
      if (choice.byCommandLine() && command().isEmpty() && newMigration().isEmpty()) {
        // It was killed, or refused, before it had asked.
        return Optional.empty();
      }
      LockSupport.parkNanos(PAUSE.toNanos() / 5);
    }
    return Optional.empty();
  }

  private String[] words(DroverHost to, MigrationOptions options) {
    List<String> words = new ArrayList<>(List.of("migrate", guest.name(), "--to", to.name()));
    if (options.maxBandwidth() > 0) {
      words.addAll(List.of("--bandwidth", (options.maxBandwidth() >> 20) + "M"));
    }
    return words.toArray(String[]::new);
  }

  private Optional<String> start(DroverHost from, DroverHost to, MigrationOptions options) {
    try {
      WorkflowStub stub = client.start(guest.uuid(), from, to, options);
      return Optional.of(requireNonNull(stub.getExecution()).getRunId());
    } catch (DroverException e) {
      if (e.code() != FailureCode.SERVER_UNREACHABLE && e.code() != FailureCode.DOMAIN_BUSY) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /** Returns the newest migration, if it is not the one that was waited for last. */
  private Optional<String> newMigration() {
    try {
      return new JobWatch(client.temporal())
          .holder(guest.uuid())
          .filter(job -> job.workflowType().equals(MigrationWorkflow.TYPE))
          .map(JobWatch.Holder::runId)
          .filter(id -> !id.equals(newest));
    } catch (DroverException e) {
      return Optional.empty();
    }
  }

  /**
   * Waits for the end of a move for a while.
   *
   * @return the failure that it ended with; null if it has ended well
   * @throws TimeoutException if it has not ended
   */
  @Nullable DroverException end(Move move, Duration within) throws TimeoutException {
    WorkflowStub stub =
        client
            .temporal()
            .newUntypedWorkflowStub(
                WorkflowTargetOptions.newBuilder()
                    .setWorkflowId(WorkflowIds.domain(guest.uuid()))
                    .setRunId(move.migrationId())
                    .build());
    try {
      stub.getResult(within.toMillis(), TimeUnit.MILLISECONDS, MigrationResult.class);
      return null;
    } catch (WorkflowFailedException e) {
      return Failures.toDrover(e);
    } catch (RuntimeException serverAway) {
      LockSupport.parkNanos(PAUSE.toNanos());
      throw new TimeoutException(serverAway.toString());
    }
  }

  /**
   * Runs a small job until it is done.
   *
   * @param goodEnough what it may be refused with, because that is what was wanted
   * @return the failure that was good enough; null if the job was done
   * @throws DroverException the last failure, if it is never done
   */
  @Nullable DroverException insist(
      String workflowType, DroverHost host, Duration within, List<FailureCode> goodEnough) {
    long end = System.nanoTime() + within.toNanos();
    while (true) {
      try {
        client.run(workflowType, host, guest.uuid());
        return null;
      } catch (DroverException e) {
        if (goodEnough.contains(e.code())) {
          return e;
        }
        if (System.nanoTime() > end) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }
}

package dev.drover.hypervisor.migration;

import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.job.ClosedJob;
import dev.drover.hypervisor.job.JobRecord;
import dev.drover.hypervisor.lock.Lease;
import dev.drover.hypervisor.lock.LockManager;
import dev.drover.hypervisor.qemu.RunStateLog;
import dev.drover.hypervisor.qemu.RunningDomain;
import dev.drover.protocol.Side;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.message.Evidence;
import dev.drover.protocol.message.EvidenceCall;
import dev.drover.protocol.message.LeaseEvidence;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Tells what this host knows of a move and can prove. Asks neither QEMU nor the other host, and
 * waits a second at most for the shared storage, which may hang. Thread-safe.
 */
final class Witness implements AutoCloseable {
  private static final Duration STORAGE = Duration.ofSeconds(1);

  private final HostIdentity host;
  private final LockManager locks;

  /** One thread: storage that hangs takes no second one. */
  private final ThreadPoolExecutor storage =
      new ThreadPoolExecutor(
          0,
          1,
          10,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          task -> {
            Thread thread = new Thread(task, "evidence of leases");
            thread.setDaemon(true);
            return thread;
          });

  Witness(HostIdentity host, LockManager locks) {
    this.host = requireNonNull(host, "host is null");
    this.locks = requireNonNull(locks, "locks is null");
  }

  /** How the other host was heard, as far as this worker knows. */
  record Heard(@Nullable Long atMillis, @Nullable String linkDown, boolean forgot) {}

  /** Returns the evidence of a side whose record is open. */
  Evidence of(JobRecord record, String view, Optional<RunningDomain> qemu, Heard peer) {
    long since = record.wordSinceEpochMillis();
    return new Evidence(
        host.id(),
        record.side(),
        record.migrationId(),
        record.word(),
        since == 0 ? null : since,
        view.toLowerCase(Locale.ROOT).replace('_', ' '),
        qemu.flatMap(RunningDomain::proofOfDeath).orElse(null),
        qemu.map(one -> log(one.log(), record.side())).orElse(Evidence.Log.NO_PROOF),
        record.leased() ? lease(record.domain()) : null,
        peer.atMillis(),
        peer.linkDown(),
        peer.forgot(),
        record.statement());
  }

  /** Returns the evidence of a side without an open record. */
  Evidence without(EvidenceCall call, Optional<ClosedJob> closed, Optional<RunningDomain> qemu) {
    return Evidence.withoutRecord(
        host.id(),
        call.side(),
        call.migrationId(),
        closed.map(job -> "closed: " + job.result()).orElse(Evidence.NO_RECORD),
        qemu.flatMap(RunningDomain::loggedState)
            .map(state -> state.name().toLowerCase(Locale.ROOT).replace('_', ' '))
            .orElse(qemu.isPresent() ? "unknown" : Evidence.NO_QEMU));
  }

  private static Evidence.Log log(RunStateLog log, Side side) {
    return switch (side) {
      case SOURCE -> log.provesDidNotRunOn() ? Evidence.Log.DID_NOT_RUN_ON : Evidence.Log.NO_PROOF;
      case DESTINATION -> log.provesNeverRan() ? Evidence.Log.NEVER_RAN : Evidence.Log.NO_PROOF;
    };
  }

  private LeaseEvidence lease(String domain) {
    if (locks.space().isEmpty()) {
      return unknown("the move began with leases, and this worker has no lockspace now");
    }
    Future<Optional<Lease>> found = storage.submit(() -> locks.find(domain));
    try {
      return found
          .get(STORAGE.toMillis(), TimeUnit.MILLISECONDS)
          .map(Witness::lease)
          .orElseGet(() -> unknown("the domain has no lease yet"));
    } catch (TimeoutException e) {
      found.cancel(false);
      return unknown("the lockspace does not answer");
    } catch (ExecutionException e) {
      return unknown(
          e.getCause() instanceof DroverException failure
              ? String.valueOf(failure.getMessage())
              : "the lease cannot be read: " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unknown("nobody waits for the lockspace any more");
    }
  }

  private static LeaseEvidence lease(Lease lease) {
    return new LeaseEvidence(
        lease.state().name().toLowerCase(Locale.ROOT).replace('_', ' '),
        lease.epoch(),
        lease.owner(),
        lease.heir(),
        lease.sentence());
  }

  private static LeaseEvidence unknown(String why) {
    return new LeaseEvidence(null, 0, null, null, why);
  }

  @Override
  public void close() {
    storage.shutdownNow();
  }
}

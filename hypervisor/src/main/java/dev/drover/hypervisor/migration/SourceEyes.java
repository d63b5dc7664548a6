package dev.drover.hypervisor.migration;

import dev.drover.hypervisor.job.JobRecord;
import dev.drover.hypervisor.qemu.RunStateLog;
import dev.drover.hypervisor.qemu.RunningDomain;
import dev.drover.hypervisor.qmp.MigrateInfo;
import dev.drover.hypervisor.qmp.MigrationStatus;
import dev.drover.hypervisor.qmp.QmpCommands;
import dev.drover.hypervisor.qmp.QmpException;
import dev.drover.hypervisor.qmp.RunState;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.switchover.SourceView;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what the source's QEMU is, by asking it and, if it is gone, by its log and its pidfile's
 * lock. Used by the session's actor only.
 */
final class SourceEyes {
  private static final Logger LOG = LoggerFactory.getLogger(SourceEyes.class);

  private final @Nullable RunningDomain domain;
  private final boolean held;
  private final boolean shut;
  private long deviceSinceNanos;
  private @Nullable MigrateInfo last;

  /**
   * @param domain the QEMU to look at; null if the worker found none, which is proven death: a
   *     worker looks for every QEMU before it makes a session
   * @param held whether the worker could not find out, which proves nothing
   */
  SourceEyes(@Nullable RunningDomain domain, boolean held) {
    this(domain, held, false);
  }

  private SourceEyes(@Nullable RunningDomain domain, boolean held, boolean shut) {
    this.domain = domain;
    this.held = held;
    this.shut = shut;
  }

  /**
   * Returns eyes that look at no QEMU: the one that may be here is not this migration's any more.
   */
  static SourceEyes shut() {
    return new SourceEyes(null, false, true);
  }

  Optional<RunningDomain> domain() {
    return Optional.ofNullable(domain);
  }

  /** Returns what QEMU is now; never throws. */
  SourceView look(JobRecord record) {
    SourceView view = see(record);
    if (view == SourceView.DEVICE || view == SourceView.UNKNOWN) {
      if (deviceSinceNanos == 0) {
        deviceSinceNanos = System.nanoTime();
      }
    } else {
      deviceSinceNanos = 0;
    }
    return view;
  }

  /** Returns whether QEMU has been sending device state, or has not answered, for that long. */
  boolean hangsInDevice(Duration time) {
    return deviceSinceNanos != 0 && System.nanoTime() - deviceSinceNanos > time.toNanos();
  }

  /** Returns the transfer's numbers, if QEMU answers. */
  Optional<MigrateInfo> info() {
    if (domain == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(domain.queries().queryMigrate());
    } catch (QmpException e) {
      LOG.debug("no numbers: {}", e.getMessage());
      return Optional.empty();
    }
  }

  /** Returns the numbers that QEMU gave when it was last looked at; asks nobody. */
  Optional<MigrateInfo> lastInfo() {
    return Optional.ofNullable(last);
  }

  /** Notes why the guest stays here, as far as QEMU knows. */
  void explain(JobRecord record, FirstError error) {
    String name = record.name();
    if (domain == null) {
      error.note(
          FailureCode.QEMU_ERROR, "The QEMU of domain " + name + " ended while no worker looked");
      return;
    }
    RunStateLog log = domain.log();
    if (log.guestEnded()) {
      error.note(
          FailureCode.GUEST_ENDED,
          "The guest of domain " + name + " powered itself off on its way");
    } else if (domain.endedOnRequest() || log.shutdownRequested()) {
      error.note(FailureCode.OPERATION_ABORTED, "The QEMU of domain " + name + " was told to end");
    } else if (!domain.isAlive()) {
      error.note(
          FailureCode.QEMU_ERROR,
          "The QEMU of domain "
              + name
              + " died on its way"
              + domain.lastWords().map(words -> ": " + words).orElse(""));
    } else if (record.transferStarted()) {
      error.note(info().map(MigrateInfo::errorDescription).orElse(null));
    }
  }

  /**
   * Returns whether the guest is paused by its user: whether its CPUs stood still before the
   * migration stopped them.
   */
  boolean guestPaused() {
    return domain != null && domain.pausedByUser();
  }

  private SourceView see(JobRecord record) {
    if (shut) {
      return SourceView.IDLE;
    }
    if (domain == null) {
      return held ? SourceView.UNKNOWN : SourceView.DEAD;
    }
    try {
      // In this order: CPUs that run after the migration was seen to have stopped them were
      // resumed. The other way round, an honest stop between the two looks the same.
      QmpCommands.MigrationAndStatus seen = domain.queries().queryMigrateAndStatus();
      last = seen.migration();
      return record.transferStarted()
          ? view(seen.status(), outgoing(seen.migration()))
          : SourceView.IDLE;
    } catch (QmpException e) {
      LOG.debug("Domain {}: {}", record.name(), e.getMessage());
      return domain.awaitDeath() ? dead(domain) : SourceView.UNKNOWN;
    }
  }

  /** A guest that once arrived here still shows its arrival, until it is first sent away. */
  private static MigrationStatus outgoing(MigrateInfo info) {
    boolean arrival = info.status() == MigrationStatus.COMPLETED && info.ram().totalBytes() == 0;
    return arrival ? MigrationStatus.NONE : info.status();
  }

  private static SourceView dead(RunningDomain domain) {
    RunStateLog log = domain.log();
    if (domain.endedOnRequest() || log.shutdownRequested()) {
      return SourceView.DEAD_ASKED_FOR;
    }
    return log.provesDidNotRunOn() ? SourceView.DEAD_PROVEN : SourceView.DEAD;
  }

  private static SourceView view(RunState runs, MigrationStatus status) {
    boolean running = runs == RunState.RUNNING;
    boolean held = runs == RunState.FINISH_MIGRATE;
    return switch (status) {
      case NONE -> SourceView.IDLE;
      case SETUP, ACTIVE, WAIT_UNPLUG -> held ? SourceView.DEVICE : SourceView.TRANSFERRING;
      case PRE_SWITCHOVER -> running ? SourceView.RUNNING : SourceView.PRE_SWITCHOVER;
      case COMPLETED -> {
        if (running) {
          yield SourceView.RUNNING;
        }
        yield runs == RunState.POSTMIGRATE ? SourceView.COMPLETED : SourceView.DEVICE;
      }
      case FAILED, CANCELLED -> {
        if (running) {
          yield SourceView.RUNNING;
        }
        yield held ? SourceView.DEVICE : SourceView.FAILED_PAUSED;
      }
      case CANCELLING, DEVICE -> running ? SourceView.RUNNING : SourceView.DEVICE;
      // Post-copy, COLO and what this drover does not know: no permission can follow from them.
      case POSTCOPY_ACTIVE,
          POSTCOPY_PAUSED,
          POSTCOPY_RECOVER_SETUP,
          POSTCOPY_RECOVER,
          COLO,
          UNKNOWN ->
          SourceView.DEVICE;
    };
  }
}

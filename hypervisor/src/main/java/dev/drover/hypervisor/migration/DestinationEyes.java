package dev.drover.hypervisor.migration;

import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.qemu.RunningDomain;
import dev.drover.hypervisor.qmp.MigrationStatus;
import dev.drover.hypervisor.qmp.QmpException;
import dev.drover.hypervisor.qmp.RunState;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.switchover.DestinationView;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what the destination's QEMU is, by asking it and, if it is gone, by its log and its
 * pidfile's lock. Used by the session's actor only.
 */
final class DestinationEyes {
  private static final Logger LOG = LoggerFactory.getLogger(DestinationEyes.class);

  private @Nullable RunningDomain domain;
  private @Nullable DestinationView shut;
  private final boolean held;
  private final BooleanSupplier leaseNeverTaken;
  private long commitNanos;

  /**
   * @param domain null if no QEMU was started yet
   * @param held whether this worker could not find out about it, which proves nothing
   * @param leaseNeverTaken whether the domain's lease proves that nothing ever ran here; asked only
   *     where QEMU's own log proves nothing
   */
  DestinationEyes(@Nullable RunningDomain domain, boolean held, BooleanSupplier leaseNeverTaken) {
    this.domain = domain;
    this.held = held;
    this.leaseNeverTaken = requireNonNull(leaseNeverTaken, "leaseNeverTaken is null");
  }

  /**
   * Looks at no QEMU from now on: the one that may be here is not this migration's any more.
   *
   * @param last what it was when it was let go
   */
  void shut(DestinationView last) {
    shut = last;
  }

  /** A QEMU was started. */
  void started(RunningDomain one) {
    domain = one;
  }

  Optional<RunningDomain> domain() {
    return Optional.ofNullable(domain);
  }

  /** COMMIT was heard: from now on a load that does not end is a load that is stuck. */
  void commitHeard() {
    if (commitNanos == 0) {
      commitNanos = System.nanoTime();
    }
  }

  /** Returns what QEMU is now; never throws. */
  DestinationView look() {
    DestinationView last = shut;
    if (last != null) {
      return last;
    }
    RunningDomain one = domain;
    if (one == null) {
      return held ? DestinationView.UNKNOWN : DestinationView.NONE;
    }
    try {
      return view(one, one.queries().queryStatus());
    } catch (QmpException e) {
      LOG.debug("Domain {}: {}", one.definition().name(), e.getMessage());
      if (!one.awaitDeath()) {
        return DestinationView.UNKNOWN;
      }
      return one.log().provesNeverRan() || leaseNeverTaken(one)
          ? DestinationView.DEAD_NEVER_RAN
          : DestinationView.DEAD;
    }
  }

  private boolean leaseNeverTaken(RunningDomain one) {
    try {
      return leaseNeverTaken.getAsBoolean();
    } catch (DroverException e) {
      LOG.warn("Domain {}: {}", one.definition().name(), e.getMessage());
      return false;
    }
  }

  private DestinationView view(RunningDomain one, RunState runs) {
    return switch (runs) {
      case INMIGRATE, RESTORE_VM -> loading();
      case PAUSED, PRELAUNCH -> {
        if (one.queries().queryMigrate().status() != MigrationStatus.COMPLETED) {
          yield loading();
        }
        // QMP cannot tell a copy that was loaded from one that ran and was stopped; its log can.
        yield one.log().provesNeverRan() ? DestinationView.LOADED : DestinationView.RUNNING;
      }
      case RUNNING,
          DEBUG,
          INTERNAL_ERROR,
          IO_ERROR,
          POSTMIGRATE,
          FINISH_MIGRATE,
          SAVE_VM,
          SHUTDOWN,
          SUSPENDED,
          WATCHDOG,
          GUEST_PANICKED,
          COLO ->
          DestinationView.RUNNING;
      case UNKNOWN -> DestinationView.UNKNOWN;
    };
  }

  private DestinationView loading() {
    boolean stuck =
        commitNanos != 0 && System.nanoTime() - commitNanos > SessionParts.CHANNEL_SILENT.toNanos();
    return stuck ? DestinationView.LOADING_SILENT : DestinationView.LOADING;
  }
}

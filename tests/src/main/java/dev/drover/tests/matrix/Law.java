package dev.drover.tests.matrix;

import static dev.drover.tests.matrix.Outcome.LOST;
import static dev.drover.tests.matrix.Outcome.MOVED;
import static dev.drover.tests.matrix.Outcome.STAYED;

import dev.drover.protocol.Side;
import java.util.EnumSet;
import java.util.Set;

/** What has to come of a fault at a moment. */
final class Law {
  private static final Set<Outcome> EITHER = EnumSet.of(MOVED, STAYED);

  private Law() {}

  /**
   * Returns what a fault at a moment may lead to; empty if there is no such process then.
   *
   * @param leased whether a lease decides: not having taken it proves that a copy never ran
   */
  static Set<Outcome> of(Deed.AtMoment fault, boolean leased) {
    Moment moment = fault.moment();
    boolean source = fault.side() == Side.SOURCE;
    return switch (fault.kind()) {
      case WORKER_KILLED, WORKER_FROZEN -> withoutWorker(moment);
      case COORDINATOR_KILLED, SERVER_KILLED -> undisturbed(moment);
      // The command has done its part before the workflow begins; an abort is another command's.
      case CLI_KILLED -> moment.isAborted() ? Set.of() : undisturbed(moment);
      case QEMU_FROZEN -> hasQemu(fault) ? undisturbed(moment) : Set.of();
      case QEMU_KILLED -> source ? sourceDies(moment) : destinationDies(moment);
      case HOST_REBOOTED -> source ? sourceReboots(moment) : destinationReboots(moment, leased);
    };
  }

  private static Set<Outcome> undisturbed(Moment moment) {
    return Set.of(moment.isAborted() ? STAYED : MOVED);
  }

  /**
   * A guest that has stopped and whose device state was not sent does not wait for a worker that
   * may come back: if the peer link is not alive by then, it goes on where it is.
   */
  private static Set<Outcome> withoutWorker(Moment moment) {
    return moment == Moment.PERFORM || moment == Moment.ARMED ? EITHER : undisturbed(moment);
  }

  /** One that stands still for a while only delays whatever waits for it. */
  private static boolean hasQemu(Deed.AtMoment fault) {
    return switch (fault.moment()) {
      case BEGIN, PREPARE, CANCELLED -> fault.side() == Side.SOURCE;
      case PERFORM, ARMED, COMPLETED, STARTING, RUNNING, ENDED, FAILED -> true;
    };
  }

  /**
   * Before its device state was sent there is no other copy: the guest has crashed as it would have
   * without a move. Afterwards its run-state log proves that it did not run on. Once the move has
   * failed it is an ordinary guest again.
   */
  private static Set<Outcome> sourceDies(Moment moment) {
    return switch (moment) {
      case BEGIN, PREPARE, PERFORM, ARMED, FAILED, CANCELLED -> Set.of(LOST);
      case COMPLETED, STARTING, RUNNING, ENDED -> Set.of(MOVED);
    };
  }

  /**
   * Until it has run, its log proves that it never did, and the source goes on. Then it is an
   * ordinary crash of a guest that is there.
   */
  private static Set<Outcome> destinationDies(Moment moment) {
    return switch (moment) {
      case BEGIN, PREPARE, CANCELLED -> Set.of();
      case PERFORM, ARMED, COMPLETED, STARTING, FAILED -> Set.of(STAYED);
      case RUNNING, ENDED -> Set.of(LOST);
    };
  }

  /** As when QEMU dies, but without its log; only permitted on disk is a proof then. */
  private static Set<Outcome> sourceReboots(Moment moment) {
    return switch (moment) {
      case BEGIN, PREPARE, PERFORM, ARMED, COMPLETED, FAILED, CANCELLED -> Set.of(LOST);
      case STARTING, RUNNING, ENDED -> Set.of(MOVED);
    };
  }

  /** A rebooted destination has no log: from starting on only the lease can say it never ran. */
  private static Set<Outcome> destinationReboots(Moment moment, boolean leased) {
    return switch (moment) {
      case BEGIN, PREPARE -> Set.of(MOVED);
      case PERFORM, ARMED, COMPLETED, FAILED, CANCELLED -> Set.of(STAYED);
      case STARTING -> Set.of(leased ? STAYED : LOST);
      case RUNNING, ENDED -> Set.of(LOST);
    };
  }
}

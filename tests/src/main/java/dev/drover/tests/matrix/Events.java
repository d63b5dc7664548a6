package dev.drover.tests.matrix;

import static java.util.stream.Collectors.joining;

import dev.drover.protocol.Side;
import dev.drover.tests.harness.Order;
import java.util.Set;
import java.util.TreeSet;

/** Which events of the explorer's alphabet a cell makes happen on real processes. */
final class Events {
  private static final String DESTINATION_HEARS = "destination worker hears ";
  private static final String SOURCE_HEARS = "source worker hears ";

  private Events() {}

  /** Returns the events; none if the explorer has no such thing, see {@link #whyNone}. */
  static Set<String> of(Cell cell) {
    Set<String> events = new TreeSet<>();
    if (cell.deed() instanceof Deed.AtMoment fault) {
      events.addAll(ofFault(fault));
      events.addAll(ofMoment(fault));
    } else if (cell.deed() instanceof Deed.AtGate ordered) {
      events.addAll(ofOrder(ordered.order()));
      events.addAll(ofGate(gate(ordered)));
    } else {
      events.addAll(ofScene(((Deed.Play) cell.deed()).scene()));
    }
    return events;
  }

  private static Set<String> ofFault(Deed.AtMoment fault) {
    String side = Titles.side(fault.side());
    return switch (fault.kind()) {
      case WORKER_KILLED ->
          Set.of(
              side + " worker crashes",
              side + " worker starts and reads its record",
              side + " worker looks at its QEMU");
      case QEMU_KILLED -> Set.of(side + " QEMU dies");
      case QEMU_FROZEN -> Set.of(side + " worker's monitor hangs, its timer ticks");
      case HOST_REBOOTED -> Set.of(side + " host loses its power");
      case WORKER_FROZEN, COORDINATOR_KILLED, SERVER_KILLED, CLI_KILLED -> Set.of();
    };
  }

  /** What follows from the fault at this moment, and at no other. */
  private static Set<String> ofMoment(Deed.AtMoment fault) {
    boolean source = fault.side() == Side.SOURCE;
    return switch (fault.kind()) {
      case QEMU_KILLED -> source ? ofSourceDeath(fault) : ofDestinationDeath(fault);
      case WORKER_KILLED ->
          !source && fault.moment() == Moment.ARMED
              ? Set.of("source worker finds the link dead")
              : Set.of();
      case WORKER_FROZEN,
          QEMU_FROZEN,
          HOST_REBOOTED,
          COORDINATOR_KILLED,
          SERVER_KILLED,
          CLI_KILLED ->
          Set.of();
    };
  }

  private static Set<String> ofSourceDeath(Deed.AtMoment fault) {
    return switch (fault.moment()) {
      case PERFORM ->
          Set.of(
              "the channel is cut",
              "destination QEMU finds the channel cut before the end and exits",
              "the domain is booted afresh at the source");
      case FAILED ->
          Set.of("an abort is asked for", "the workflow acknowledges for a source that has failed");
      case BEGIN, PREPARE, ARMED, COMPLETED, STARTING, RUNNING, ENDED, CANCELLED -> Set.of();
    };
  }

  private static Set<String> ofDestinationDeath(Deed.AtMoment fault) {
    return switch (fault.moment()) {
      case PERFORM -> Set.of("the channel is cut", "source QEMU sees the channel cut: failed");
      case ARMED -> Set.of("source QEMU leaves finish-migrate after its failure");
      case COMPLETED, STARTING -> Set.of("source QEMU executes cont");
      case RUNNING -> Set.of("the domain is booted afresh at the destination");
      case BEGIN, PREPARE, ENDED, FAILED, CANCELLED -> Set.of();
    };
  }

  private static Set<String> ofOrder(Order order) {
    return switch (order) {
      case HALT -> Set.of("the worker crashes in the middle");
      case FAIL -> Set.of("the write fails");
      case FAIL_BUT_DO -> Set.of("the write reports failure but is on disk");
      // A side that hears no answer asks again when its timer ticks.
      case LOSE -> Set.of("source worker's timer ticks", "destination worker's timer ticks");
      case REPEAT, WAIT -> Set.of();
    };
  }

  private static Gate gate(Deed.AtGate ordered) {
    for (Gate gate : Gate.values()) {
      if (gate.owns(ordered.gate())) {
        return gate;
      }
    }
    throw new IllegalArgumentException("no gate " + ordered.gate());
  }

  /** What has happened when a worker passes there. */
  private static Set<String> ofGate(Gate gate) {
    return switch (gate) {
      case WRITE_PERFORM -> Set.of("source worker starts the migration");
      case WRITE_ARMED ->
          Set.of(
              "source worker arms itself",
              "source worker hears its peer",
              "source QEMU converges and stops in pre-switchover");
      case SEND_COMMIT ->
          Set.of(
              "source QEMU executes migrate-continue",
              "source QEMU sends the device state",
              "destination QEMU loads the whole guest",
              "source QEMU hears that all was loaded: completed");
      case RECEIVE_COMMIT -> Set.of(DESTINATION_HEARS + "COMMIT");
      case WRITE_COMMITTED -> Set.of("destination QEMU executes cont");
      case RECEIVE_COMMITTED -> Set.of(SOURCE_HEARS + "COMMITTED");
      case RECEIVE_ACKNOWLEDGE -> Set.of(DESTINATION_HEARS + "ACKNOWLEDGE");
      case RECEIVE_CLOSED -> Set.of(SOURCE_HEARS + "CLOSED");
      case CLOSE_SOURCE -> Set.of("source QEMU is killed as its worker wanted");
      case WRITE_FAILED -> Set.of("source QEMU executes migrate_cancel");
      case RECEIVE_CANCEL -> Set.of(DESTINATION_HEARS + "CANCEL");
      case WRITE_CANCELLED -> Set.of("destination QEMU is killed as its worker wanted");
      case RECEIVE_CANCELLED -> Set.of(SOURCE_HEARS + "CANCELLED");
      case CREATE_SOURCE,
          CREATE_DESTINATION,
          WRITE_UNDECIDED,
          LEASE_HAND_OVER,
          WRITE_PERMITTED,
          WRITE_STARTING,
          LEASE_TAKE,
          SEND_COMMITTED,
          WRITE_ENDED,
          SEND_ACKNOWLEDGE,
          CLOSE_DESTINATION,
          SEND_CLOSED,
          LEASE_TAKE_BACK,
          LEASE_GIVE_BACK,
          SEND_CANCEL,
          SEND_CANCELLED ->
          Set.of();
    };
  }

  private static Set<String> ofScene(Scene scene) {
    return switch (scene) {
      case CHANNEL_SILENT ->
          Set.of(
              "the channel falls silent",
              "source worker sees a silent channel",
              "source QEMU's channel is yanked");
      case ORPHANED_CONT -> Set.of("destination QEMU executes a dead worker's cont");
      case DESTINATION_AWAY -> Set.of("source worker has waited long for its peer");
      case SOURCE_AWAY -> Set.of("source worker crashes");
      case RECORD_LOST -> Set.of("the destination loses its record", SOURCE_HEARS + "UNKNOWN");
      case RECORD_UNREADABLE, TERMINATED_IN_PERFORM, TERMINATED_IN_SWITCHOVER -> Set.of();
    };
  }

  /** Returns why the explorer has no event for a cell. */
  static String whyNone(Cell cell) {
    if (cell.deed() instanceof Deed.AtMoment fault) {
      return switch (fault.kind()) {
        case WORKER_FROZEN ->
            "a worker that stands still makes no move, and the explorer lets each worker rest for"
                + " as long as it likes";
        case COORDINATOR_KILLED, SERVER_KILLED, CLI_KILLED -> NO_WORKFLOW;
        case WORKER_KILLED, QEMU_KILLED, QEMU_FROZEN, HOST_REBOOTED -> missing(cell);
      };
    }
    if (cell.deed() instanceof Deed.AtGate ordered && ordered.order() == Order.REPEAT) {
      return "a frame that was sent stays on the explorer's link, and may be heard any number of"
          + " times";
    }
    if (cell.deed() instanceof Deed.Play play) {
      return switch (play.scene()) {
        case TERMINATED_IN_PERFORM, TERMINATED_IN_SWITCHOVER -> NO_WORKFLOW;
        case RECORD_UNREADABLE ->
            "the explorer's records are there or lost; nobody acts on one that cannot be read";
        case CHANNEL_SILENT, ORPHANED_CONT, DESTINATION_AWAY, SOURCE_AWAY, RECORD_LOST ->
            missing(cell);
      };
    }
    return missing(cell);
  }

  private static final String NO_WORKFLOW =
      "the explorer has no workflow at all: in each of its worlds the two hosts come to an end"
          + " without one";

  private static String missing(Cell cell) {
    throw new IllegalArgumentException(
        cell + " has events: " + of(cell).stream().collect(joining(", ")));
  }
}

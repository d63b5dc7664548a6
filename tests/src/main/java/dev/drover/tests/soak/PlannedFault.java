package dev.drover.tests.soak;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.Side;
import dev.drover.tests.fault.FaultKind;

/**
 * A fault that the seed has drawn.
 *
 * @param number from 1
 * @param side whose worker, QEMU or host it is, in the guest's move; means nothing for the others
 * @param guest index of the guest whose move it comes in
 * @param restMillis how long nothing is done before
 * @param laterMillis how long after the moment it comes
 * @param awayMillis how long the victim stays killed or frozen
 */
record PlannedFault(
    int number,
    FaultKind kind,
    Side side,
    int guest,
    Moment moment,
    int restMillis,
    int laterMillis,
    int awayMillis) {
  PlannedFault {
    requireNonNull(kind, "kind is null");
    requireNonNull(side, "side is null");
    requireNonNull(moment, "moment is null");
  }

  /** Returns the fault in words, with the guest's name and the host that it means. */
  String sentence(String guestName, String host) {
    String victim =
        switch (kind) {
          case COORDINATOR_KILLED, SERVER_KILLED, CLI_KILLED -> "";
          case WORKER_KILLED, WORKER_FROZEN, HOST_REBOOTED, QEMU_KILLED, QEMU_FROZEN ->
              " on " + host;
        };
    return "fault %d: %s%s, %d ms after the move of %s was %s, %d ms"
        .formatted(
            number, kind.title(), victim, laterMillis, guestName, moment.title(), awayMillis);
  }
}

package dev.drover.worker.doctor;

import dev.drover.protocol.message.HostAnswer;
import dev.drover.protocol.message.HostInfo;
import java.util.List;

/** What is asked of the fleet. */
interface FleetQuestions {
  /**
   * Returns the hosts that have announced themselves.
   *
   * @throws dev.drover.protocol.failure.DroverException WORKER_UNREACHABLE if no coordinator
   *     answers
   */
  List<HostInfo> hosts();

  /** Returns announcements that were refused; none if nobody says. */
  List<HostInfo> refused();

  /** Asks every host for its domains. */
  List<HostAnswer> domains(List<HostInfo> hosts);

  /** Measures the hops of a workflow, and compares the server's clock with this machine's. */
  List<Finding> times();
}

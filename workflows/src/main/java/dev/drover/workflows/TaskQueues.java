package dev.drover.workflows;

/**
 * Names of the task queues. A host's queues carry its UUID, so that a worker that restarts takes up
 * where the last one stopped.
 */
public final class TaskQueues {
  /** Workflows: polled by every worker with the role coordinator. */
  public static final String WORKFLOWS = "drover";

  private TaskQueues() {}

  /** Returns the queue of a host's short activities. */
  public static String host(String hostUuid) {
    return WORKFLOWS + ".host." + hostUuid;
  }

  /**
   * Returns the queue of a host's long activities. It is a queue of its own, so that a transfer
   * never keeps an abort waiting; the slots of its worker are the host's limit of outgoing moves.
   */
  public static String transfer(String hostUuid) {
    return host(hostUuid) + ".transfer";
  }
}

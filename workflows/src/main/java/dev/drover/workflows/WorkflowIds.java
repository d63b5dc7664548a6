package dev.drover.workflows;

import java.util.UUID;

/** Ids of the workflows. */
public final class WorkflowIds {
  /** The one workflow that knows the hosts. */
  public static final String FLEET = "fleet";

  private static final String DOMAIN = "domain/";

  private WorkflowIds() {}

  /**
   * Returns the id of every job that changes the state of a domain. It is the domain's mutex: a
   * second job is refused by the server while one runs.
   */
  public static String domain(String domainUuid) {
    return DOMAIN + domainUuid;
  }

  /** Returns the id of the workflow that makes the calls that a migration had to leave open. */
  public static String cleanup(String migrationId) {
    return "cleanup/" + migrationId;
  }

  /** Returns the id of the workflow that removes what is left over on a host. */
  public static String sweep(String hostUuid) {
    return "sweep/" + hostUuid;
  }

  /** Draws an id for a read. For clients only: workflow code must not draw anything. */
  public static String read() {
    return "read/" + UUID.randomUUID();
  }
}

package dev.drover.protocol;

/** A step of the migration protocol, in the order in which the coordinator calls them. */
public enum Step {
  /** Source: all checks, no effect but the job record. */
  BEGIN,
  /** Destination: checks again, starts a QEMU that waits for the guest. */
  PREPARE,
  /** Source: sends the guest and hands it over. */
  PERFORM,
  /** Destination: finds the switchover's decision, or makes it. */
  FINISH,
  /** Source: ends or resumes its copy, by the destination's answer. */
  CONFIRM,
  /** Either side: compensation of the steps above. */
  CANCEL
}

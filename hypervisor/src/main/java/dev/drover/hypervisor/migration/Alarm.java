package dev.drover.hypervisor.migration;

/** What drover must not settle by itself; a line that begins with ALARM says it in the log. */
public enum Alarm {
  /** The source's guest runs although it was handed over. */
  RUNNING_WHILE_PERMITTED,
  /** The destination's answer contradicts what happened on the source. */
  CONTRADICTION,
  /** The destination does not know a move that it was handed. */
  RECORD_LOST,
  /** Another host has the lease of a guest that runs on the source. */
  LEASE_LOST,
  /** The destination's guest runs although nobody handed it over. */
  RUNNING_UNASKED,
  /** A job record cannot be written. */
  STORAGE
}

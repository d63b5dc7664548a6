package dev.drover.worker.metrics;

/** Why drover leaves a domain as it is until a host or a person says more. */
enum HeldReason {
  /**
   * The source has handed it over, or asks whether it did, and the destination has not answered.
   */
  OUTCOME_UNKNOWN,
  /** Its job record cannot be read. */
  RECORD_UNREADABLE,
  /** Nothing could be found out about its QEMU. */
  QEMU_UNKNOWN
}

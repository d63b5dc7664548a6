package dev.drover.protocol;

/** The one asynchronous thing that happens to a domain at a time. */
public enum JobKind {
  /** From begin to confirm, on the source. */
  MIGRATION_OUT,
  /** From prepare to finish, on the destination. */
  MIGRATION_IN,
  /** Saving the guest's memory to a file. */
  SAVE,
  /** Dumping the guest's memory for analysis. */
  DUMP
}

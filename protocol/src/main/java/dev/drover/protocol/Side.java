package dev.drover.protocol;

/** The two ends of a migration. */
public enum Side {
  SOURCE,
  DESTINATION
}

package dev.drover.protocol;

import java.util.Locale;

/**
 * Where a side's job record stands (requirement B2); never backwards. The order is libvirt's {@code
 * qemuMigrationJobPhase}, and {@link #wireName()} is its spelling.
 */
public enum Phase {
  NONE,
  PERFORM2,
  BEGIN3,
  PERFORM3,
  PERFORM3_DONE,
  CONFIRM3_CANCELLED,
  CONFIRM3,
  PREPARE,
  FINISH2,
  FINISH3;

  /**
   * Returns the name that libvirt writes into its status files, for example {@code perform3_done}.
   */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns whether a record in this phase may be moved to {@code next}: the same phase or a later
   * one.
   */
  public boolean mayBecome(Phase next) {
    return next.compareTo(this) >= 0;
  }
}

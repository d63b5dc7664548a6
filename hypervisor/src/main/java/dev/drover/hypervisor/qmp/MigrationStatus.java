package dev.drover.hypervisor.qmp;

import java.util.Locale;

/**
 * Where a migration stands, as in {@code query-migrate} and the event {@code MIGRATION} (QEMU's
 * qapi/migration.json, 7.2 to 10.x).
 */
public enum MigrationStatus {
  /** No migration yet; {@code query-migrate} then shows no status at all. */
  NONE,
  SETUP,
  CANCELLING,
  CANCELLED,
  ACTIVE,
  POSTCOPY_ACTIVE,
  POSTCOPY_PAUSED,
  POSTCOPY_RECOVER_SETUP,
  POSTCOPY_RECOVER,
  COMPLETED,
  FAILED,
  COLO,
  PRE_SWITCHOVER,
  DEVICE,
  WAIT_UNPLUG,
  /** A status that this version of drover does not know. Proves nothing, permits nothing. */
  UNKNOWN;

  /** Returns the status with QEMU's name, {@link #UNKNOWN} if there is none. */
  public static MigrationStatus parse(String text) {
    for (MigrationStatus status : values()) {
      if (status != UNKNOWN && status.text().equals(text)) {
        return status;
      }
    }
    return UNKNOWN;
  }

  /** Returns QEMU's name of the status, for instance {@code pre-switchover}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

package dev.drover.hypervisor.qmp;

import java.util.Locale;

/** QEMU's run state, as in {@code query-status} (QEMU's qapi/run-state.json, 7.2 to 10.x). */
public enum RunState {
  DEBUG,
  INMIGRATE,
  INTERNAL_ERROR,
  IO_ERROR,
  PAUSED,
  POSTMIGRATE,
  PRELAUNCH,
  FINISH_MIGRATE,
  RESTORE_VM,
  RUNNING,
  SAVE_VM,
  SHUTDOWN,
  SUSPENDED,
  WATCHDOG,
  GUEST_PANICKED,
  COLO,
  /** A state that this version of drover does not know. Proves nothing, permits nothing. */
  UNKNOWN;

  /** Returns the state with QEMU's name, {@link #UNKNOWN} if there is none. */
  public static RunState parse(String text) {
    for (RunState state : values()) {
      if (state != UNKNOWN && state.text().equals(text)) {
        return state;
      }
    }
    return UNKNOWN;
  }

  /** Returns QEMU's name of the state, for instance {@code finish-migrate}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

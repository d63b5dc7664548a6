package dev.drover.bench.result;

import java.util.Locale;

/** Who moves a guest. */
public enum Way {
  /** Two QEMUs, driven by hand. */
  FLOOR,
  /** drover, started by a client that is connected already. */
  DROVER,
  /** drover, started by {@code drover migrate}. */
  COMMAND,
  /**
   * drover, whose Temporal server is killed once the guest is on its way, and started again when it
   * has arrived.
   */
  AWAY;

  /** Returns its name in the results' file and on the page. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Way parse(String key) {
    return valueOf(key.toUpperCase(Locale.ROOT));
  }
}

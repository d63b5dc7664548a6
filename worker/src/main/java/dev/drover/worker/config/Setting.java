package dev.drover.worker.config;

import java.util.Locale;

/**
 * Everything that can be configured. Each setting is spelled {@link #key()} in the file, {@link
 * #flag()} on the command line and {@link #variable()} in the environment; the flag wins over the
 * environment, which wins over the file.
 */
public enum Setting {
  NAME("NAME", "what people call this host (default: the machine's name)"),
  STATE_FOLDER(
      "FOLDER",
      "where this host's state is kept (default: /var/lib/drover, or ~/.local/state/drover for a user)"),
  CERTIFICATES(
      "FOLDER", "certificates in QEMU's layout (default: certificates in the state folder)"),
  ROLES("ROLES", "host, coordinator, or both, separated by a comma (default: host,coordinator)"),
  PEER_LISTEN("HOST:PORT", "where other workers reach this one (default: 127.0.0.1:7235)"),
  DATA_LISTEN("HOST", "where QEMU takes incoming guests (default: 127.0.0.1)"),
  QEMU("FILE", "the QEMU binary (default: /usr/bin/qemu-system-x86_64)"),
  LOCKSPACE(
      "FOLDER", "folder of the domains' leases, on storage that the hosts share (default: none)"),
  METRICS_LISTEN("HOST:PORT", "address of /metrics and /healthz (default: 127.0.0.1:9464)"),
  MAX_OUTGOING("COUNT", "guests that may leave at the same time, 1 to 100 (default: 2)"),
  MAX_INCOMING("COUNT", "guests that may arrive at the same time, 1 to 100 (default: 4)"),
  LOG_LEVEL("LEVEL", "trace, debug, info, warn or error (default: info)");

  private final String valueName;
  private final String description;

  Setting(String valueName, String description) {
    this.valueName = valueName;
    this.description = description;
  }

  /** Returns the spelling in the configuration file, for example {@code state-folder}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the spelling on the command line, for example {@code --state-folder}. */
  public String flag() {
    return "--" + key();
  }

  /** Returns the spelling in the environment, for example {@code DROVER_STATE_FOLDER}. */
  public String variable() {
    return ConfigSources.VARIABLE_PREFIX + name();
  }

  /** Returns what the value is called in the usage text. */
  public String valueName() {
    return valueName;
  }

  /** Returns the setting's meaning and default, for the usage text. */
  public String description() {
    return description;
  }
}

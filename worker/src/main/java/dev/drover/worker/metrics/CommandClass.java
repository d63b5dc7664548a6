package dev.drover.worker.metrics;

/** What a QMP command is for: few values for a label, whatever commands QEMU has. */
enum CommandClass {
  /** The greeting's negotiation, once a connection. */
  CONNECT,
  QUERY,
  /** Everything that prepares, starts, continues or cancels a migration. */
  TRANSFER,
  /** Running and stopping the CPUs. */
  RUN_STATE,
  /** Cutting the migration's channel, out of band. */
  YANK,
  OTHER;

  static CommandClass of(String command) {
    return switch (command) {
      case "qmp_capabilities" -> CONNECT;
      case "migrate",
          "migrate-incoming",
          "migrate-continue",
          "migrate_cancel",
          "migrate-set-capabilities",
          "migrate-set-parameters" ->
          TRANSFER;
      case "cont", "stop" -> RUN_STATE;
      case "yank" -> YANK;
      default -> command.startsWith("query-") ? QUERY : OTHER;
    };
  }
}

package dev.drover.worker.metrics;

import static dev.drover.worker.metrics.Kind.COUNTER;
import static dev.drover.worker.metrics.Kind.GAUGE;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;

/**
 * Every number that a worker publishes of its own, under the name that Prometheus sees.
 * docs/metrics.md is made of this.
 */
enum Meter {
  MOVES(
      COUNTER,
      "drover_moves_total",
      "Moves that were decided on this host, each side counting its own",
      Label.ROLE,
      Label.OUTCOME,
      Label.CODE),
  MOVE_SECONDS(
      Buckets.MOVE,
      "drover_move_seconds",
      "From the opening of a move's job record on this host to its decision",
      Label.ROLE,
      Label.OUTCOME),
  BLACKOUT(
      Buckets.BLACKOUT,
      "drover_blackout_seconds",
      "How long a guest ran nowhere: from the source's STOP until the destination's answer was read, or until the"
          + " source's RESUME",
      Label.RUNS_ON),
  SENT(
      COUNTER,
      "drover_move_sent_bytes_total",
      "Bytes that QEMUs on this host have sent in moves, as far as this worker saw them"),
  REFUSALS(
      COUNTER,
      "drover_refusals_total",
      "Calls of begin and prepare that were refused, each try counted",
      Label.STEP,
      Label.CODE),
  RUNNING(GAUGE, "drover_running_moves", "Open moves that are not decided yet", Label.ROLE),
  LIMIT(GAUGE, "drover_move_limit", "Settings max-outgoing and max-incoming", Label.ROLE),
  RUNNING_SECONDS(
      GAUGE,
      "drover_running_move_seconds",
      "How long ago the job record of a running move was opened",
      Label.ROLE,
      Label.DOMAIN,
      Label.NAME),
  RUNNING_MEMORY(
      GAUGE,
      "drover_running_move_memory_bytes",
      "Memory of a guest that is being sent",
      Label.DOMAIN,
      Label.NAME),
  RUNNING_SENT(
      GAUGE,
      "drover_running_move_sent_bytes",
      "Sent so far, all passes together",
      Label.DOMAIN,
      Label.NAME),
  RUNNING_REMAINING(
      GAUGE,
      "drover_running_move_remaining_bytes",
      "Known to be still to send",
      Label.DOMAIN,
      Label.NAME),
  RUNNING_RATE(
      GAUGE,
      "drover_running_move_sent_bytes_per_second",
      "Rate of the transfer, as QEMU says it",
      Label.DOMAIN,
      Label.NAME),
  RUNNING_DIRTY_RATE(
      GAUGE,
      "drover_running_move_dirtied_bytes_per_second",
      "How fast the guest dirties memory, as QEMU measures it once a pass",
      Label.DOMAIN,
      Label.NAME),
  RUNNING_PASSES(
      GAUGE,
      "drover_running_move_passes",
      "How often memory was gone through",
      Label.DOMAIN,
      Label.NAME),
  DOMAINS(GAUGE, "drover_domains", "Domains on this host, by QEMU's own logs", Label.STATE),
  JOBS(GAUGE, "drover_jobs", "Open job records", Label.KIND, Label.PHASE),
  HELD(
      GAUGE,
      "drover_held_domains",
      "Domains that are held until a host or a person says more",
      Label.REASON),
  ALARMS(
      COUNTER,
      "drover_alarms_total",
      "Times that drover found what it must not settle by itself; it says so again every half second",
      Label.ALARM),
  RECOVERY_ACTIONS(
      COUNTER,
      "drover_recovery_actions_total",
      "What was found and done that a move without faults does not need",
      Label.WHEN,
      Label.ACTION),
  RECOVERY(GAUGE, "drover_recovery_seconds", "How long the recovery at the worker's start took"),
  LINKS(
      COUNTER,
      "drover_peer_link_connects_total",
      "Tries of this host's outgoing moves to connect to their destination's worker",
      Label.LINK,
      Label.RESULT),
  QMP(
      Buckets.QMP,
      "drover_qmp_command_seconds",
      "From a QMP command's request to its end, the wait for earlier commands included",
      Label.COMMAND),
  QMP_ERRORS(
      COUNTER, "drover_qmp_errors_total", "QMP commands that failed", Label.COMMAND, Label.ERROR),
  RECORD_WRITE(
      Buckets.RECORD,
      "drover_record_write_seconds",
      "Making, writing and closing a job record until it is on the disk",
      Label.OPERATION),
  RECORD_WRITE_ERRORS(
      COUNTER,
      "drover_record_write_errors_total",
      "Job records that could not be made, written or closed",
      Label.OPERATION),
  FOLDER_FREE(
      GAUGE,
      "drover_state_folder_free_bytes",
      "Space left for the worker on the file system of the state folder"),
  FOLDER_SIZE(
      GAUGE, "drover_state_folder_size_bytes", "Size of the file system of the state folder"),
  CERTIFICATE(
      GAUGE,
      "drover_certificate_remaining_seconds",
      "Until the first certificate in a file expires, by this host's clock; negative afterwards",
      Label.FILE),
  TEMPORAL(
      GAUGE,
      "drover_temporal_connected",
      "1 if Temporal answered when it was last asked, at most 10 s ago; 0 if it did not"),
  SAMPLE_AGE(
      GAUGE,
      "drover_sample_age_seconds",
      "How old the gauges of this host are; more than a few seconds means that its disk hangs"),
  WORKER(
      GAUGE,
      "drover_worker_info",
      "Always 1; the labels say what runs",
      Label.VERSION,
      Label.JAVA,
      Label.WORKER,
      Label.HOST,
      Label.ROLES);

  private final Kind kind;
  private final String printed;
  private final String meaning;
  private final Buckets buckets;
  private final ImmutableList<Label> labels;

  Meter(Kind kind, String printed, String meaning, Label... labels) {
    this(kind, Buckets.NONE, printed, meaning, labels);
  }

  Meter(Buckets buckets, String printed, String meaning, Label... labels) {
    this(Kind.HISTOGRAM, buckets, printed, meaning, labels);
  }

  Meter(Kind kind, Buckets buckets, String printed, String meaning, Label... labels) {
    this.kind = requireNonNull(kind, "kind is null");
    this.buckets = requireNonNull(buckets, "buckets is null");
    this.printed = requireNonNull(printed, "printed is null");
    this.meaning = requireNonNull(meaning, "meaning is null");
    this.labels = ImmutableList.copyOf(labels);
  }

  Kind kind() {
    return kind;
  }

  /** Returns the name that Prometheus sees; a histogram's series add their endings to it. */
  String printed() {
    return printed;
  }

  /** Returns what it counts, for people. */
  String meaning() {
    return meaning;
  }

  /** Returns a histogram's buckets. */
  Buckets buckets() {
    return buckets;
  }

  /** Returns the labels in the order in which values are given. */
  ImmutableList<Label> labels() {
    return labels;
  }
}

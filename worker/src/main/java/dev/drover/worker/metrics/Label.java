package dev.drover.worker.metrics;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.DomainState;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A label of drover's own meters. Each has few values, known beforehand, but for those that name
 * what they stand on: a host, or a domain while it moves.
 */
enum Label {
  ROLE("role", "`outgoing`: this host is the source; `incoming`: it is the destination"),
  OUTCOME(
      "outcome",
      "`committed`: the guest is the destination's; `aborted`: somebody wanted it to stay; `failed`: for the reason in"
          + " `code`; `cancelled`, on the destination only: the source gave it up and knows why"),
  CODE("code", "`none`, or a code of [failures](failures.md)"),
  RUNS_ON("runs_on", "`destination`, or `source` if the switchover did not happen"),
  STEP("step", "`begin`, `prepare`"),
  DOMAIN("domain", "UUID of a domain that moves"),
  NAME("name", "name of a domain that moves"),
  STATE("state", words(DomainState.values()) + ", `unknown`"),
  KIND("kind", "`migration_out`, `migration_in`"),
  PHASE("phase", "where the record stands, in libvirt's words"),
  REASON(
      "reason",
      "`outcome_unknown`: the source has handed the guest over and waits for the destination's answer, which in a move"
          + " without faults takes milliseconds; `record_unreadable`: a job record cannot be read; `qemu_unknown`:"
          + " nothing could be found out about its QEMU"),
  ALARM(
      "alarm",
      "`running_while_permitted`: the source's guest runs although it was handed over; `contradiction`: the hosts say"
          + " different things of one move; `record_lost`: the destination does not know a move that it was handed;"
          + " `lease_lost`: another host has the lease of a guest that runs here; `running_unasked`: a guest runs on"
          + " the destination that nobody handed over; `storage`: a job record cannot be written"),
  WHEN("when", "`start`: before the worker asked Temporal for work; `life`: later"),
  ACTION(
      "action",
      "`qemu_found`, `qemu_lost`: a QEMU of the worker before, alive or dead; `domain_held`: one of which nothing is"
          + " known; `move_taken_up`: an open move found in its record; `commit_repeated`: no answer to COMMIT yet;"
          + " `channel_cut`: nothing moved in the migration's channel; `guest_resumed`: the source's guest runs on"
          + " after a switchover that did not happen; `guest_held`: it was stopped because another host has its lease"),
  LINK("link", "`first` connection of a move in this worker, or `again`"),
  RESULT("result", "`connected`, `failed`"),
  COMMAND("command", words(CommandClass.values())),
  ERROR("error", words(QmpError.values())),
  OPERATION("operation", "`create`, `write`, `close`"),
  FILE("file", "`ca-cert`, `server-cert`, `client-cert`"),
  VERSION("version", "drover's own"),
  JAVA("java", "version of the Java that runs it"),
  HOST("host", "the host's UUID; empty without the role `host`"),
  WORKER("worker", "the setting `name`"),
  ROLES("roles", "`host`, `coordinator` or `coordinator,host`");

  private final String key;
  private final String meaning;

  Label(String key, String meaning) {
    this.key = requireNonNull(key, "key is null");
    this.meaning = requireNonNull(meaning, "meaning is null");
  }

  /** Returns the label's name. */
  String key() {
    return key;
  }

  /** Returns its values and what they mean. */
  String meaning() {
    return meaning;
  }

  /** Returns an enum's constant as a label's value. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static String words(Enum<?>[] constants) {
    return Arrays.stream(constants)
        .map(constant -> "`" + word(constant) + "`")
        .collect(Collectors.joining(", "));
  }
}

package dev.drover.hypervisor.qmp;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The commands that drover uses, with their types. Every method sends one command on the monitor's
 * in-band lane, except {@link #yankMigration}, and throws what {@link QmpMonitor#execute} throws.
 * Thread-safe.
 */
public final class QmpCommands {
  private final QmpMonitor monitor;
  private final Duration deadline;

  /**
   * @param monitor stays its owner's
   * @param deadline for each command
   */
  public QmpCommands(QmpMonitor monitor, Duration deadline) {
    this.monitor = requireNonNull(monitor, "monitor is null");
    this.deadline = requireNonNull(deadline, "deadline is null");
  }

  /** Returns the monitor that the commands go to. */
  public QmpMonitor monitor() {
    return monitor;
  }

  public RunState queryStatus() {
    return RunState.parse(text(execute("query-status"), "query-status", "status"));
  }

  public MigrateInfo queryMigrate() {
    return migrateInfo(execute("query-migrate"));
  }

  private MigrateInfo migrateInfo(JsonNode reply) {
    if (!reply.isObject()) {
      throw malformed("query-migrate", reply);
    }
    return MigrateInfo.of(reply);
  }

  /** What became of a migration, and then of the CPUs; never the other way round. */
  public record MigrationAndStatus(MigrateInfo migration, RunState status) {}

  /** Asks for the migration and, in the same breath, for the CPUs. */
  public MigrationAndStatus queryMigrateAndStatus() {
    List<JsonNode> replies = monitor.executeBoth("query-migrate", "query-status", deadline);
    return new MigrationAndStatus(
        migrateInfo(replies.get(0)),
        RunState.parse(text(replies.get(1), "query-status", "status")));
  }

  /** Returns the version of the running QEMU, for instance {@code 7.2.22}. */
  public String queryVersion() {
    JsonNode version = execute("query-version").path("qemu");
    JsonNode major = version.path("major");
    JsonNode minor = version.path("minor");
    JsonNode micro = version.path("micro");
    if (!major.isInt() || !minor.isInt() || !micro.isInt()) {
      throw malformed("query-version", version);
    }
    return major.intValue() + "." + minor.intValue() + "." + micro.intValue();
  }

  /** Returns the names of the migration capabilities that this QEMU has, switched on or not. */
  public Set<String> queryMigrateCapabilities() {
    Set<String> names = new TreeSet<>();
    JsonNode reply = execute("query-migrate-capabilities");
    for (JsonNode capability : reply) {
      names.add(text(capability, "query-migrate-capabilities", "capability"));
    }
    return names;
  }

  /**
   * Switches migration capabilities; those not named stay as they are. On a destination before
   * {@link #migrateIncoming}.
   */
  public void setCapabilities(Map<String, Boolean> capabilities) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    capabilities.forEach(
        (name, state) -> list.addObject().put("capability", name).put("state", state));
    execute("migrate-set-capabilities", object().set("capabilities", list));
  }

  /** Sets migration parameters, also while a migration runs; those not named stay as they are. */
  public void setParameters(Map<String, ?> parameters) {
    monitor.execute("migrate-set-parameters", parameters, deadline);
  }

  /** Starts to send the guest. Returns at once; also an unreachable target shows up as a status. */
  public void migrate(String uri) {
    execute("migrate", object().put("uri", uri));
  }

  /** Starts to listen for the guest; once in a process started with {@code -incoming defer}. */
  public void migrateIncoming(String uri) {
    execute("migrate-incoming", object().put("uri", uri));
  }

  /** Lets a source that waits in pre-switchover send the device state. */
  public void migrateContinue() {
    execute("migrate-continue", object().put("state", MigrationStatus.PRE_SWITCHOVER.text()));
  }

  /** Asks for the end of the migration; accepted, and without effect, when there is none. */
  public void migrateCancel() {
    execute("migrate_cancel");
  }

  /** Starts the CPUs. Never in inmigrate: QEMU accepts it there and runs the guest once loaded. */
  public void cont() {
    execute("cont");
  }

  /** Stops the CPUs. */
  public void stop() {
    execute("stop");
  }

  /** Ends QEMU without asking the guest. The connection may close before the reply is read. */
  public void quit() {
    execute("quit");
  }

  /**
   * Makes the network learn where the guest is now.
   *
   * @param rounds how often
   */
  public void announceSelf(int rounds) {
    // The times are QEMU's own defaults for a migrated guest, in milliseconds.
    execute(
        "announce-self",
        object().put("initial", 50).put("max", 550).put("rounds", rounds).put("step", 100));
  }

  /**
   * Cuts the migration's channels, also while QEMU's main loop hangs in a send. Only on a monitor
   * with the out-of-band lane. Refused by QEMU when there is no migration.
   */
  public void yankMigration() {
    ObjectNode arguments = object();
    arguments.putArray("instances").addObject().put("type", "migration");
    monitor.executeOutOfBand("yank", arguments, deadline);
  }

  private JsonNode execute(String command) {
    return execute(command, object());
  }

  private JsonNode execute(String command, ObjectNode arguments) {
    return monitor.execute(command, arguments, deadline);
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private String text(JsonNode reply, String command, String field) {
    JsonNode value = reply.path(field);
    if (!value.isTextual()) {
      throw malformed(command, reply);
    }
    return value.textValue();
  }

  private QmpException malformed(String command, JsonNode reply) {
    monitor.misunderstood(command);
    String text = reply.toString();
    return new QmpException.Malformed(
        "QEMU of "
            + monitor.domain()
            + " answered "
            + command
            + " with "
            + (text.length() > 200 ? text.substring(0, 200) + "..." : text)
            + ", which is not what its schema says");
  }
}

package dev.drover.tests.matrix;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.Side;
import dev.drover.protocol.StateLayout;
import dev.drover.protocol.message.MigrationOptions;
import dev.drover.tests.fault.Faults;
import dev.drover.tests.fault.Frozen;
import dev.drover.tests.fault.Hold;
import dev.drover.tests.guest.LiveGuest;
import dev.drover.tests.harness.Deadline;
import dev.drover.tests.harness.DroverHost;
import dev.drover.tests.harness.Gates;
import dev.drover.tests.harness.Order;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Plays a scene with one guest. */
final class Stage {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** A command is written to a monitor within milliseconds. */
  private static final Duration WRITTEN = Duration.ofSeconds(1);

  private static final Duration AWAY = Duration.ofSeconds(6);

  /** The guest's memory then takes four seconds. */
  private static final MigrationOptions SLOW = new MigrationOptions(8 << 20, 0);

  private final FaultFleet fleet;
  private final LiveGuest guest;
  private final int passedBefore;
  private final DroverHost source;
  private final DroverHost destination;

  Stage(FaultFleet fleet, LiveGuest guest, int passedBefore) {
    this.fleet = requireNonNull(fleet, "fleet is null");
    this.guest = requireNonNull(guest, "guest is null");
    this.passedBefore = passedBefore;
    source = fleet.host(Side.SOURCE);
    destination = fleet.host(Side.DESTINATION);
  }

  /** Returns the migration when the fault is over. */
  WorkflowStub play(Scene scene) {
    return switch (scene) {
      case CHANNEL_SILENT -> channelSilent();
      case ORPHANED_CONT -> orphanedCont();
      case DESTINATION_AWAY -> destinationAway();
      case SOURCE_AWAY -> sourceAway();
      case TERMINATED_IN_PERFORM -> terminatedInPerform();
      case TERMINATED_IN_SWITCHOVER -> terminatedInSwitchover();
      case RECORD_LOST -> recordDamaged(Stage::delete);
      case RECORD_UNREADABLE -> recordDamaged(Stage::spoil);
    };
  }

  private WorkflowStub channelSilent() {
    WorkflowStub migration = startUntil(Gate.WRITE_ARMED.after());
    try (Frozen frozen = Faults.freezeQemu(destination, guest.uuid())) {
      gates().open(Gate.WRITE_ARMED.after());
      awaitPassed(Gate.WRITE_FAILED.after(), "with " + frozen + " frozen");
    }
    return migration;
  }

  private WorkflowStub orphanedCont() {
    String gate = Gate.WRITE_STARTING.after();
    WorkflowStub migration = startUntil(gate);
    try (Frozen frozen = Faults.freezeQemu(destination, guest.uuid())) {
      gates().open(gate);
      frozen.hold(WRITTEN);
      Faults.killWorker(destination);
    }
    fleet.startWorker(destination);
    return migration;
  }

  private WorkflowStub destinationAway() {
    gates().order(Gate.RECEIVE_COMMIT.before(), Order.HALT);
    WorkflowStub migration = start(MigrationOptions.DEFAULTS);
    destination.worker().awaitExit(PATIENCE);
    awaitPassed("after-write-source-resumed", "by its lease");
    fleet.startWorker(destination);
    return migration;
  }

  private WorkflowStub sourceAway() {
    gates().order(Gate.SEND_COMMIT.before(), Order.HALT);
    WorkflowStub migration = start(MigrationOptions.DEFAULTS);
    source.worker().awaitExit(PATIENCE);
    Hold.on(AWAY);
    if (guest.ticks(destination) > 0) {
      throw new AssertionError("the guest was started without COMMIT");
    }
    fleet.startWorker(source);
    return migration;
  }

  private WorkflowStub terminatedInPerform() {
    WorkflowStub migration = startSending();
    migration.terminate("a test wants it");
    return migration;
  }

  private WorkflowStub terminatedInSwitchover() {
    WorkflowStub migration = startUntil(Gate.WRITE_STARTING.after());
    migration.terminate("a test wants it");
    gates().open(Gate.WRITE_STARTING.after());
    return migration;
  }

  private WorkflowStub recordDamaged(Damage damage) {
    gates().order(Gate.WRITE_STARTING.after(), Order.HALT);
    WorkflowStub migration = start(MigrationOptions.DEFAULTS);
    destination.worker().awaitExit(PATIENCE);
    records(destination)
        .forEach(
            file -> {
              try {
                damage.doTo(file);
              } catch (IOException e) {
                throw new UncheckedIOException(file + " cannot be damaged", e);
              }
            });
    fleet.startWorker(destination);
    return migration;
  }

  /** What is done to a record's file. */
  private interface Damage {
    void doTo(Path file) throws IOException;
  }

  private static void delete(Path file) throws IOException {
    Files.delete(file);
  }

  private static void spoil(Path file) throws IOException {
    Files.write(file, new byte[(int) Files.size(file)]);
  }

  private static List<Path> records(DroverHost host) {
    try (Stream<Path> files = Files.list(host.state().resolve(StateLayout.JOBS))) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the records of " + host.name() + " cannot be found", e);
    }
  }

  private WorkflowStub startSending() {
    guest.fillMemory(source);
    WorkflowStub migration = start(SLOW);
    awaitPassed(Gate.WRITE_PERFORM.after(), "as in every move");
    return migration;
  }

  private WorkflowStub startUntil(String gate) {
    gates().shut(gate);
    WorkflowStub migration = start(MigrationOptions.DEFAULTS);
    gates().awaitWaiting(gate, PATIENCE);
    return migration;
  }

  private WorkflowStub start(MigrationOptions options) {
    return fleet.client().start(guest.uuid(), source, destination, options);
  }

  private void awaitPassed(String gate, String how) {
    Deadline.await(
        PATIENCE,
        gate + " is passed, " + how,
        () -> gates().passed(),
        all -> all.subList(passedBefore, all.size()).contains(gate));
  }

  private Gates gates() {
    return fleet.gates();
  }
}

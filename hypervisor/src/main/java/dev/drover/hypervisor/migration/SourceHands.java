package dev.drover.hypervisor.migration;

import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.job.JobRecord;
import dev.drover.hypervisor.qemu.RunningDomain;
import dev.drover.hypervisor.qmp.QmpCommands;
import dev.drover.hypervisor.qmp.QmpException;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.MigrationOptions;
import dev.drover.protocol.switchover.SourceEffect;
import dev.drover.protocol.switchover.SourceEvent;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does at the source's QEMU and lease what the machine says. Used by the session's actor only. */
final class SourceHands {
  private static final Logger LOG = LoggerFactory.getLogger(SourceHands.class);

  /** QEMU's own default of downtime-limit, in milliseconds (qapi/migration.json). */
  private static final int DEFAULT_DOWNTIME_MILLIS = 300;

  private final SessionParts parts;
  private final @Nullable RunningDomain domain;
  private boolean ready;

  /** Why an effect failed when it was last tried. */
  private final Map<SourceEffect, String> failures = new EnumMap<>(SourceEffect.class);

  private volatile @Nullable Trouble trouble;

  /** What failed last, and when, as {@link System#nanoTime}. */
  private record Trouble(String what, long nanos) {}

  SourceHands(SessionParts parts, @Nullable RunningDomain domain) {
    this.parts = requireNonNull(parts, "parts is null");
    this.domain = domain;
  }

  /**
   * Tells QEMU how the guest will be sent, while the link is still being opened. What goes wrong is
   * found again, and thrown, by {@link #startTransfer}.
   */
  void tryReadyTransfer(MigrationOptions options) {
    try {
      readyTransfer(options);
    } catch (DroverException e) {
      LOG.debug("{}", e.getMessage());
    }
  }

  private void readyTransfer(MigrationOptions options) {
    int downtime =
        options.maxDowntimeMillis() > 0 ? options.maxDowntimeMillis() : DEFAULT_DOWNTIME_MILLIS;
    started(
        commands -> {
          commands.setCapabilities(
              Map.of("events", true, "return-path", true, "pause-before-switchover", true));
          commands.setParameters(
              Map.of("max-bandwidth", options.maxBandwidth(), "downtime-limit", downtime));
        });
    ready = true;
  }

  /** Returns what fails and is tried again and again, if anything does; any thread may ask. */
  Optional<String> trouble() {
    return Optional.ofNullable(trouble)
        .filter(one -> System.nanoTime() - one.nanos() < SessionParts.LINK_DEAD.toNanos())
        .map(Trouble::what);
  }

  /** Tells QEMU to send the guest. Returns at once; what comes of it comes as events. */
  void startTransfer(String uri, MigrationOptions options) {
    if (!ready) {
      readyTransfer(options);
    }
    started(commands -> commands.migrate(uri));
  }

  private void started(Consumer<QmpCommands> part) {
    RunningDomain from =
        Optional.ofNullable(domain)
            .orElseThrow(
                () ->
                    new DroverException(
                        FailureCode.DOMAIN_NOT_RUNNING, "The guest's QEMU is gone"));
    try {
      part.accept(from.commands());
    } catch (QmpException e) {
      throw new DroverException(
          FailureCode.QEMU_ERROR, "The transfer could not be started: " + e.getMessage(), e);
    }
  }

  /**
   * Carries out an effect that concerns QEMU or the lease.
   *
   * @param outcome given the outcome, where the effect has one
   * @return false if it failed without an outcome: the step ends here, and a later one repeats it
   */
  boolean carryOut(SourceEffect effect, JobRecord record, Consumer<SourceEvent> outcome) {
    try {
      boolean done = at(effect, record, outcome);
      if (failures.remove(effect) != null) {
        trouble = null;
      }
      return done;
    } catch (QmpException | DroverException e) {
      failed(effect, record, String.valueOf(e.getMessage()));
      return false;
    }
  }

  /** Says it once: a disk that somebody else holds is held for long, and asked for often. */
  private void failed(SourceEffect effect, JobRecord record, String why) {
    trouble =
        new Trouble(
            effect.name().toLowerCase(Locale.ROOT) + " fails and is tried again: " + why,
            System.nanoTime());
    if (!why.equals(failures.put(effect, why))) {
      LOG.warn("Domain {}: {} failed and will be repeated: {}", record.name(), effect, why);
    }
  }

  private boolean at(SourceEffect effect, JobRecord record, Consumer<SourceEvent> outcome) {
    String uuid = record.domain();
    String id = record.migrationId();
    switch (effect) {
      case CONTINUE_MIGRATION -> present().commands().migrateContinue();
      case CANCEL_MIGRATION -> present().commands().migrateCancel();
      case YANK -> {
        present().emergency().yankMigration();
        parts.observer().recovered(RecoveryAction.CHANNEL_CUT);
      }
      case CONT -> {
        present().commands().cont();
        parts.observer().recovered(RecoveryAction.GUEST_RESUMED);
      }
      case STOP -> {
        present().commands().stop();
        parts.observer().recovered(RecoveryAction.GUEST_HELD);
      }
      case KILL_QEMU -> {
        if (domain != null) {
          domain.kill();
        }
      }
      case HAND_LEASE_OVER -> {
        parts.locks(record).handOver(uuid, id, record.peerHost());
        outcome.accept(SourceEvent.Signal.LEASE_HANDED_OVER);
      }
      case TAKE_LEASE_BACK ->
          // What a debt is about is no lease any more: it may be another migration's.
          outcome.accept(
              record.debt() || parts.locks(record).takeBack(uuid, id)
                  ? SourceEvent.Signal.LEASE_TAKEN_BACK
                  : SourceEvent.Signal.LEASE_REFUSED);
      case RELEASE_LEASE -> parts.locks(record).release(uuid);
      case ALARM_RUNNING_WHILE_PERMITTED ->
          alarm(
              record,
              Alarm.RUNNING_WHILE_PERMITTED,
              "the guest runs here although it was handed over to " + record.peerHost());
      case ALARM_CONTRADICTION ->
          alarm(
              record,
              Alarm.CONTRADICTION,
              "the destination's answer contradicts what happened here; both copies may have run");
      case ALARM_RECORD_LOST ->
          alarm(
              record,
              Alarm.RECORD_LOST,
              "the destination knows nothing of a migration it was handed; its record is lost");
      case ALARM_LEASE_LOST ->
          alarm(record, Alarm.LEASE_LOST, "another host has the lease of the guest that runs here");
      case ALARM_STORAGE ->
          alarm(
              record,
              Alarm.STORAGE,
              "its job record cannot be written; nothing further is decided");
      case SEND_COMMIT,
          SEND_CANCEL,
          SEND_CANCEL_STATED_DEAD,
          SEND_ACKNOWLEDGE,
          REFUSE_ABORT,
          CLOSE_RECORD ->
          throw new IllegalArgumentException(effect + " is not for QEMU or the lease");
    }
    return true;
  }

  private RunningDomain present() {
    return Optional.ofNullable(domain)
        .orElseThrow(() -> new DroverException(FailureCode.DOMAIN_NOT_RUNNING, "its QEMU is gone"));
  }

  private void alarm(JobRecord record, Alarm alarm, String what) {
    parts.observer().alarmed(alarm);
    LOG.error(
        "ALARM: domain {} ({}), migration {}: {}",
        record.name(),
        record.domain(),
        record.migrationId(),
        what);
  }
}

package dev.drover.worker.metrics;

import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.migration.Alarm;
import dev.drover.hypervisor.migration.MoveEnd;
import dev.drover.hypervisor.migration.MoveEnd.Outcome;
import dev.drover.hypervisor.migration.MoveObserver;
import dev.drover.hypervisor.migration.RecoveryAction;
import dev.drover.hypervisor.qemu.RunningDomains;
import dev.drover.protocol.Side;
import dev.drover.protocol.Step;
import dev.drover.protocol.failure.FailureCode;
import io.micrometer.core.instrument.Counter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Counts what becomes of this host's moves. Every series is there from the start, at 0: Prometheus
 * sees no increase in one that begins at 1.
 */
final class MoveMeters implements MoveObserver {
  private static final String NO_CODE = "none";

  private final Registry registry;
  private final Counter sent;
  private volatile boolean started;

  MoveMeters(Registry registry) {
    this.registry = requireNonNull(registry, "registry is null");
    sent = registry.counter(Meter.SENT);
    for (Side side : Side.values()) {
      outcomes(side)
          .forEach(outcome -> registry.timer(Meter.MOVE_SECONDS, role(side), Label.word(outcome)));
      moves(side, Outcome.COMMITTED, null);
      registry.timer(Meter.BLACKOUT, Label.word(side));
    }
    moves(Side.SOURCE, Outcome.ABORTED, FailureCode.OPERATION_ABORTED);
    moves(Side.DESTINATION, Outcome.CANCELLED, null);
    for (FailureCode code : FailureCode.values()) {
      moves(Side.SOURCE, Outcome.FAILED, code);
      moves(Side.DESTINATION, Outcome.FAILED, code);
      refusals(Step.BEGIN, code);
      refusals(Step.PREPARE, code);
    }
    for (Alarm alarm : Alarm.values()) {
      alarms(alarm);
    }
    for (RecoveryAction action : RecoveryAction.values()) {
      actions("start", action);
      actions("life", action);
    }
    for (boolean way : new boolean[] {false, true}) {
      links(way, false);
      links(way, true);
    }
  }

  private static List<Outcome> outcomes(Side side) {
    return switch (side) {
      case SOURCE -> List.of(Outcome.COMMITTED, Outcome.ABORTED, Outcome.FAILED);
      case DESTINATION -> List.of(Outcome.COMMITTED, Outcome.FAILED, Outcome.CANCELLED);
    };
  }

  /** Returns a side as the role that this host plays. */
  static String role(Side side) {
    return switch (side) {
      case SOURCE -> "outgoing";
      case DESTINATION -> "incoming";
    };
  }

  /** The worker's host has found its QEMUs. */
  void found(RunningDomains.Found found) {
    actions("start", RecoveryAction.QEMU_FOUND).increment(found.alive());
    actions("start", RecoveryAction.QEMU_LOST).increment(found.dead());
    actions("start", RecoveryAction.DOMAIN_HELD).increment(found.held());
  }

  /** The recovery at the start is over. */
  void started() {
    started = true;
  }

  @Override
  public void ended(MoveEnd end) {
    moves(end.side(), end.outcome(), end.code()).increment();
    registry
        .timer(Meter.MOVE_SECONDS, role(end.side()), Label.word(end.outcome()))
        .record(end.millis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void blackout(Side runsOn, long micros) {
    registry.timer(Meter.BLACKOUT, Label.word(runsOn)).record(micros, TimeUnit.MICROSECONDS);
  }

  @Override
  public void sent(long bytes) {
    sent.increment((double) bytes);
  }

  @Override
  public void refused(Step step, FailureCode code) {
    refusals(step, code).increment();
  }

  @Override
  public void recovered(RecoveryAction action) {
    actions(started ? "life" : "start", action).increment();
  }

  @Override
  public void alarmed(Alarm alarm) {
    alarms(alarm).increment();
  }

  @Override
  public void linked(boolean again, boolean connected) {
    links(again, connected).increment();
  }

  private Counter moves(Side side, Outcome outcome, @Nullable FailureCode code) {
    return registry.counter(
        Meter.MOVES, role(side), Label.word(outcome), code == null ? NO_CODE : code.name());
  }

  private Counter refusals(Step step, FailureCode code) {
    return registry.counter(Meter.REFUSALS, Label.word(step), code.name());
  }

  private Counter alarms(Alarm alarm) {
    return registry.counter(Meter.ALARMS, Label.word(alarm));
  }

  private Counter actions(String when, RecoveryAction action) {
    return registry.counter(Meter.RECOVERY_ACTIONS, when, Label.word(action));
  }

  private Counter links(boolean again, boolean connected) {
    return registry.counter(
        Meter.LINKS, again ? "again" : "first", connected ? "connected" : "failed");
  }
}

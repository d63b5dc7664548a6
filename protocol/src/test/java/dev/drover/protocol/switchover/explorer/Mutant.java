package dev.drover.protocol.switchover.explorer;

import dev.drover.protocol.switchover.DestinationMachine;
import dev.drover.protocol.switchover.SourceMachine;

/**
 * Faults planted on purpose, each a rule that looks pedantic and was left out. An explorer that
 * does not see them proves nothing. A mutant changes a machine, or the {@link Model} asks for it
 * where the fault lies beside the machines.
 */
enum Mutant {
  NONE("none: the machines that drover runs", Scenario.PLAIN, Properties.ONE_COPY_RUNS),
  RESUMES_WITHOUT_ANSWER(
      "resume without the destination's answer", Scenario.PLAIN, Properties.ONE_COPY_RUNS),
  WORKFLOW_TIMES_OUT_INTO_FINISH(
      "workflow times out into finish", Scenario.PLAIN, Properties.ONE_COPY_RUNS),
  LOADED_IS_PERMISSION("loaded counts as permission", Scenario.PLAIN, Properties.ONE_COPY_RUNS),
  DEATH_WITHOUT_PROOF_PERMITS(
      "death without proof permits", Scenario.PLAIN, Properties.ONE_HISTORY),
  UNKNOWN_ANSWERED_CANCELLED(
      "unknown id answered cancelled, with a lost record",
      Scenario.RECORD_LOSS,
      Properties.ONE_COPY_RUNS),
  FORGETS_BEFORE_ACKNOWLEDGED(
      "word forgotten before it is acknowledged", Scenario.PLAIN, Properties.CALM_CLOSES),
  COMMIT_NOT_REPEATED(
      "COMMIT not repeated, with a terminated workflow", Scenario.PLAIN, Properties.CALM_CLOSES),
  LEASE_FREE_IN_MID_AIR(
      "lease free in mid-air, with a third host", Scenario.LEASED, Properties.ONE_COPY_RUNS),
  COMMIT_BEFORE_ARMED("COMMIT before armed is on disk", Scenario.PLAIN, Properties.ONE_COPY_RUNS),
  CANCELLED_BEFORE_KILL_PROVEN(
      "cancelled written before the kill is proven, with a command in flight",
      Scenario.PLAIN,
      Properties.ONE_COPY_RUNS),
  PAUSED_COMMITTED_WITHOUT_LEASE(
      "paused guest committed without the lease", Scenario.LEASED_PAUSED, Properties.WORDS_AGREE),
  CLOSED_BEFORE_EFFECT_SEEN(
      "record closed before its effect is seen", Scenario.PLAIN, Properties.WHOLE_COPY_LIVES),
  SHORT_CUT_THOUGH_NOT_WRITTEN(
      "short cut taken although failed could not be written",
      Scenario.PLAIN,
      Properties.ONE_COPY_RUNS);

  private final String sentence;
  private final Scenario scenario;
  private final Properties breaks;

  Mutant(String sentence, Scenario scenario, Properties breaks) {
    this.sentence = sentence;
    this.scenario = scenario;
    this.breaks = breaks;
  }

  String sentence() {
    return sentence;
  }

  /** The smallest scenario in which the fault shows. */
  Scenario scenario() {
    return scenario;
  }

  /** The property that the fault breaks, of several perhaps the one that people would notice. */
  Properties breaks() {
    return breaks;
  }

  SourceMachine source() {
    SourceMachine real = SourceMachine.standard();
    return switch (this) {
      case RESUMES_WITHOUT_ANSWER -> SourceMutants.resumesWithoutAnswer(real);
      case FORGETS_BEFORE_ACKNOWLEDGED -> SourceMutants.forgetsBeforeAcknowledged(real);
      case COMMIT_NOT_REPEATED -> SourceMutants.commitNotRepeated(real);
      case COMMIT_BEFORE_ARMED -> SourceMutants.commitBeforeArmed(real);
      case CLOSED_BEFORE_EFFECT_SEEN -> SourceMutants.closedBeforeEffectSeen(real);
      case NONE,
          WORKFLOW_TIMES_OUT_INTO_FINISH,
          LOADED_IS_PERMISSION,
          DEATH_WITHOUT_PROOF_PERMITS,
          UNKNOWN_ANSWERED_CANCELLED,
          LEASE_FREE_IN_MID_AIR,
          CANCELLED_BEFORE_KILL_PROVEN,
          PAUSED_COMMITTED_WITHOUT_LEASE,
          SHORT_CUT_THOUGH_NOT_WRITTEN ->
          real;
    };
  }

  DestinationMachine destination() {
    DestinationMachine real = DestinationMachine.standard();
    return switch (this) {
      case LOADED_IS_PERMISSION -> DestinationMutants.loadedIsPermission(real);
      case CANCELLED_BEFORE_KILL_PROVEN -> DestinationMutants.cancelledBeforeKillProven(real);
      case PAUSED_COMMITTED_WITHOUT_LEASE -> DestinationMutants.pausedCommittedWithoutLease(real);
      case NONE,
          RESUMES_WITHOUT_ANSWER,
          WORKFLOW_TIMES_OUT_INTO_FINISH,
          DEATH_WITHOUT_PROOF_PERMITS,
          UNKNOWN_ANSWERED_CANCELLED,
          FORGETS_BEFORE_ACKNOWLEDGED,
          COMMIT_NOT_REPEATED,
          LEASE_FREE_IN_MID_AIR,
          COMMIT_BEFORE_ARMED,
          CLOSED_BEFORE_EFFECT_SEEN,
          SHORT_CUT_THOUGH_NOT_WRITTEN ->
          real;
    };
  }
}

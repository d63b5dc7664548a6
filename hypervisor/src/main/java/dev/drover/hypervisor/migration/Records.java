package dev.drover.hypervisor.migration;

import dev.drover.hypervisor.job.ClosedJob;
import dev.drover.hypervisor.job.JobRecord;
import dev.drover.protocol.JobKind;
import dev.drover.protocol.Phase;
import dev.drover.protocol.Side;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.Cookie;
import dev.drover.protocol.message.Evidence;
import dev.drover.protocol.message.JobInfo;
import dev.drover.protocol.message.PerformResult;
import dev.drover.protocol.message.Statistics;
import dev.drover.protocol.switchover.Answer;
import dev.drover.protocol.switchover.DestinationState;
import dev.drover.protocol.switchover.DestinationWord;
import dev.drover.protocol.switchover.SourceState;
import dev.drover.protocol.switchover.SourceWord;
import org.jspecify.annotations.Nullable;

/** Between job records and the machines' states. */
final class Records {
  /** The result of a closed id that this host never knew. */
  static final String TOMBSTONE = "unknown";

  private Records() {}

  /** Returns what a source's record says to its machine. */
  static SourceState.Durable sourceState(JobRecord record) {
    String answer = record.answer();
    return new SourceState.Durable(
        SourceWord.parse(record.word()),
        record.guestPaused(),
        answer == null ? null : Answer.parse(answer),
        record.leased(),
        record.destinationStatedDead());
  }

  /** Returns what a destination's record says to its machine. */
  static DestinationState.Durable destinationState(JobRecord record) {
    return new DestinationState.Durable(DestinationWord.parse(record.word()), record.guestPaused());
  }

  /** Returns whether a record's word is final. */
  static boolean isDecided(JobRecord record) {
    return switch (record.side()) {
      case SOURCE -> SourceWord.parse(record.word()).isFinal();
      case DESTINATION -> DestinationWord.parse(record.word()).isFinal();
    };
  }

  /** Returns a source's record with the machine's new state. */
  static JobRecord with(JobRecord record, SourceState state, @Nullable String reason) {
    Answer answer = state.durable().answer();
    return record.decided(
        phase(record, state.word()),
        state.word().wireName(),
        state.durable().guestPaused(),
        answer == null ? null : answer.wireName(),
        reason,
        state.durable().destinationStatedDead());
  }

  /** Returns a destination's record with the machine's new state. */
  static JobRecord with(JobRecord record, DestinationState state, @Nullable String reason) {
    DestinationWord word = state.word();
    return record.decided(
        word == DestinationWord.UNDECIDED ? Phase.PREPARE : Phase.FINISH3,
        word.wireName(),
        state.durable().guestPaused(),
        word.isFinal() ? result(word).wireName() : null,
        reason,
        false);
  }

  private static Phase phase(JobRecord record, SourceWord word) {
    return switch (word) {
      case PERFORM -> record.phase();
      case ARMED -> Phase.PERFORM3;
      case PERMITTED, ASKING -> Phase.PERFORM3_DONE;
      case FAILED, RESUMED -> Phase.CONFIRM3_CANCELLED;
      case ENDED -> Phase.CONFIRM3;
    };
  }

  /** Returns how the source's migration ended, for the list of closed ids. */
  static Answer result(SourceState state) {
    return state.word() == SourceWord.ENDED ? Answer.COMMITTED : Answer.CANCELLED;
  }

  private static Answer result(DestinationWord word) {
    return word == DestinationWord.COMMITTED ? Answer.COMMITTED : Answer.CANCELLED;
  }

  /** Returns how the destination's migration ended. */
  static Answer result(DestinationState state) {
    return result(state.word());
  }

  /** Returns the source's word that the guest stayed. */
  static PerformResult failed(JobRecord record, FirstError error, Statistics statistics) {
    FailureCode code = error.code();
    String reason = error.reason();
    return PerformResult.failed(
        statistics,
        code == null ? FailureCode.MIGRATION_FAILED : code,
        reason == null
            ? "The migration of domain " + record.name() + " failed, and QEMU does not say why"
            : sentence(record.name(), reason));
  }

  /** QEMU's own words name no domain. */
  private static String sentence(String domain, String reason) {
    return reason.contains(domain)
        ? reason
        : "The transfer of domain " + domain + " failed: " + reason;
  }

  /** Returns the source's word that the destination decides. */
  static PerformResult permitted(JobRecord record, Statistics statistics) {
    Cookie commit = record.commit();
    return PerformResult.permitted(
        record.word().equals(SourceWord.ENDED.wireName()),
        commit == null ? Cookie.EMPTY : commit,
        statistics);
  }

  /**
   * Returns the entry that keeps an ended migration's id.
   *
   * @param statistics the source's; null at the destination
   */
  static ClosedJob closed(
      JobRecord record, Answer result, @Nullable Statistics statistics, long nowMillis) {
    return new ClosedJob(
        record.migrationId(),
        record.side(),
        record.domain(),
        record.peerHost(),
        result.wireName(),
        record.reason(),
        statistics,
        record.statement(),
        nowMillis);
  }

  /** Returns the entry that keeps an id which this host must never learn of. */
  static ClosedJob tombstone(
      String migrationId, Side side, String domain, String peerHost, long nowMillis) {
    return new ClosedJob(
        migrationId, side, domain, peerHost, TOMBSTONE, null, null, null, nowMillis);
  }

  /**
   * Returns a record as people see it.
   *
   * @param trouble what fails and is repeated; null if nothing does
   */
  static JobInfo info(JobRecord record, @Nullable String trouble, Evidence evidence) {
    return new JobInfo(
        record.kind(),
        record.migrationId(),
        record.phase(),
        record.word(),
        record.peerHost(),
        record.startedAtEpochMillis(),
        trouble,
        evidence);
  }

  /** Returns the kind of job that a side's record is. */
  static JobKind kind(Side side) {
    return side == Side.SOURCE ? JobKind.MIGRATION_OUT : JobKind.MIGRATION_IN;
  }
}

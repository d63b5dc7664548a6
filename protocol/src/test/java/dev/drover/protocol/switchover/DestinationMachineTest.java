package dev.drover.protocol.switchover;

import static dev.drover.protocol.switchover.DestinationView.DEAD;
import static dev.drover.protocol.switchover.DestinationView.DEAD_NEVER_RAN;
import static dev.drover.protocol.switchover.DestinationView.LOADED;
import static dev.drover.protocol.switchover.DestinationView.LOADING;
import static dev.drover.protocol.switchover.DestinationView.LOADING_SILENT;
import static dev.drover.protocol.switchover.DestinationView.NONE;
import static dev.drover.protocol.switchover.DestinationView.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.protocol.switchover.DestinationEvent.CommitHeard;
import dev.drover.protocol.switchover.DestinationEvent.Observed;
import dev.drover.protocol.switchover.DestinationEvent.Signal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DestinationMachineTest {
  private static final CommitHeard COMMIT = new CommitHeard(false);
  private static final CommitHeard COMMIT_PAUSED = new CommitHeard(true);

  private DestinationState state = DestinationState.prepared();
  private boolean written;
  private List<DestinationEffect> effects = new ArrayList<>();

  @Test
  void loadedIsNoPermission() {
    feed(saw(LOADED), Signal.TICK);

    assertThat(state.word()).isEqualTo(DestinationWord.UNDECIDED);
    assertThat(effects).isEmpty();
  }

  @Test
  void commitWritesStartingBeforeAnythingElse() {
    feed(saw(LOADED), COMMIT);

    assertThat(state.word()).isEqualTo(DestinationWord.STARTING);
    assertThat(written).isTrue();
    assertThat(effects).containsExactly(DestinationEffect.SAVE_DEFINITION);
  }

  @Test
  void theGuestIsStartedWithItsLeaseAndCommittedOnceItRuns() {
    feed(saw(LOADED), COMMIT, Signal.DEFINITION_SAVED);
    assertThat(effects).containsExactly(DestinationEffect.TAKE_LEASE);
    feed(Signal.LEASE_TAKEN);
    assertThat(effects).containsExactly(DestinationEffect.CONT);
    assertThat(state.word()).isEqualTo(DestinationWord.STARTING);

    feed(saw(RUNNING));

    assertThat(state.word()).isEqualTo(DestinationWord.COMMITTED);
    assertThat(effects).containsExactly(DestinationEffect.SAY_COMMITTED);
  }

  @Test
  void aPausedGuestIsCommittedWithItsLeaseAndWithoutCont() {
    feed(saw(LOADED), COMMIT_PAUSED, Signal.DEFINITION_SAVED);
    assertThat(effects).containsExactly(DestinationEffect.TAKE_LEASE);

    feed(Signal.LEASE_TAKEN);

    assertThat(state.word()).isEqualTo(DestinationWord.COMMITTED);
    assertThat(effects).containsExactly(DestinationEffect.SAY_COMMITTED);
  }

  @Test
  void commitWaitsForAQemuThatIsLoading() {
    feed(saw(LOADING), COMMIT, Signal.TICK);
    assertThat(effects).isEmpty();
    feed(saw(LOADING_SILENT));
    assertThat(effects).containsExactly(DestinationEffect.YANK);

    feed(saw(LOADED));

    assertThat(state.word()).isEqualTo(DestinationWord.STARTING);
  }

  @ParameterizedTest
  @EnumSource(names = {"NONE", "DEAD_NEVER_RAN", "DEAD"})
  void commitFindsNoQemuAndIsAnsweredCancelled(DestinationView view) {
    feed(saw(view), COMMIT);

    assertThat(state.word()).isEqualTo(DestinationWord.CANCELLED);
    assertThat(effects)
        .containsExactly(DestinationEffect.RELEASE_LEASE, DestinationEffect.SAY_CANCELLED);
  }

  @Test
  void cancelIsSaidOnlyAfterTheKillIsProven() {
    feed(saw(LOADED), Signal.CANCEL_HEARD);
    assertThat(state.word()).isEqualTo(DestinationWord.UNDECIDED);
    assertThat(effects).containsExactly(DestinationEffect.KILL_QEMU);
    feed(COMMIT);
    assertThat(state.word()).isEqualTo(DestinationWord.UNDECIDED);

    feed(saw(DEAD_NEVER_RAN));

    assertThat(state.word()).isEqualTo(DestinationWord.CANCELLED);
    assertThat(written).isTrue();
    assertThat(effects)
        .containsExactly(DestinationEffect.RELEASE_LEASE, DestinationEffect.SAY_CANCELLED);
  }

  @Test
  void cancelInStartingWaitsForTheDecision() {
    starting();
    feed(Signal.CANCEL_HEARD);
    assertThat(state.word()).isEqualTo(DestinationWord.STARTING);
    assertThat(effects).doesNotContain(DestinationEffect.KILL_QEMU);

    feed(saw(RUNNING), Signal.CANCEL_HEARD);

    assertThat(effects).containsExactly(DestinationEffect.SAY_COMMITTED);
  }

  @ParameterizedTest
  @EnumSource(names = {"DEFINITION_REFUSED", "LEASE_REFUSED", "CONT_REFUSED"})
  void aGuestThatCannotBeKeptIsKilledAndCancelledIfItNeverRan(Signal refusal) {
    starting();
    feed(refusal);
    assertThat(state.word()).isEqualTo(DestinationWord.STARTING);
    assertThat(effects).containsExactly(DestinationEffect.KILL_QEMU);

    feed(saw(DEAD_NEVER_RAN));

    assertThat(state.word()).isEqualTo(DestinationWord.CANCELLED);
  }

  @ParameterizedTest
  @EnumSource(names = {"DEAD", "NONE"})
  void aDeathInStartingWithoutProofIsAGuestCrashHere(DestinationView view) {
    starting();
    feed(saw(view));

    assertThat(state.word()).isEqualTo(DestinationWord.COMMITTED);
  }

  @Test
  void aDeathInStartingOfACopyThatNeverRanIsCancelled() {
    starting();
    feed(saw(DEAD_NEVER_RAN));

    assertThat(state.word()).isEqualTo(DestinationWord.CANCELLED);
  }

  @Test
  void aStartingThatCannotBeWrittenEndsTheCopyAndSaysSoOnceItIsOnDisk() {
    feed(saw(LOADING), COMMIT);
    DestinationState before = state;
    assertThat(step(saw(LOADED)).state().word()).isEqualTo(DestinationWord.STARTING);
    state = before;

    feed(Signal.WRITE_FAILED);
    assertThat(effects)
        .containsExactly(DestinationEffect.ALARM_STORAGE, DestinationEffect.KILL_QEMU);

    feed(saw(DEAD_NEVER_RAN));
    assertThat(state.word()).isEqualTo(DestinationWord.CANCELLED);
    assertThat(written).isTrue();
  }

  @Test
  void aStartingThatCannotBeWrittenEndsACopyThatWasLoadedBeforeCommitCame() {
    feed(saw(LOADED));
    DestinationState before = state;
    assertThat(step(COMMIT).state().word()).isEqualTo(DestinationWord.STARTING);
    state = before;

    feed(Signal.WRITE_FAILED);

    assertThat(effects)
        .containsExactly(DestinationEffect.ALARM_STORAGE, DestinationEffect.KILL_QEMU);
  }

  @Test
  void aGuestThatRunsUnaskedIsAnAlarm() {
    feed(saw(RUNNING), COMMIT);

    assertThat(state.word()).isEqualTo(DestinationWord.UNDECIDED);
    assertThat(effects).containsExactly(DestinationEffect.ALARM_RUNNING_UNASKED);
  }

  @Test
  void aWordIsKeptUntilItIsAcknowledged() {
    starting();
    feed(saw(RUNNING), Signal.TICK);
    assertThat(effects).doesNotContain(DestinationEffect.CLOSE_RECORD);

    feed(Signal.ACKNOWLEDGED);

    assertThat(effects)
        .containsExactly(DestinationEffect.CLOSE_RECORD, DestinationEffect.SAY_CLOSED);
  }

  @Test
  void anAcknowledgementBeforeTheDecisionMeansNothing() {
    starting();
    feed(Signal.ACKNOWLEDGED, saw(RUNNING));

    assertThat(effects).containsExactly(DestinationEffect.SAY_COMMITTED);
  }

  @Test
  void afterARestartStartingGoesOnWhereItStood() {
    starting();
    state = DestinationState.recovered(state.durable());

    feed(saw(LOADED), Signal.DEFINITION_SAVED, Signal.LEASE_TAKEN);

    assertThat(effects).containsExactly(DestinationEffect.CONT);
  }

  @Test
  void aHostThatWasStatedDeadTakesItAfterItsRebootInAnyWord() {
    starting();
    feed(saw(RUNNING), Signal.CANCEL_HEARD_AFTER_REBOOT);
    assertThat(state.word()).isEqualTo(DestinationWord.COMMITTED);

    feed(saw(DEAD));

    assertThat(state.word()).isEqualTo(DestinationWord.CANCELLED);
  }

  @Test
  void aSourceThatIsStatedDeadAndStillIsAsGoodAsCommit() {
    feed(saw(LOADED), Signal.SOURCE_STATED_DEAD_AND_STILL);

    assertThat(state.word()).isEqualTo(DestinationWord.STARTING);
  }

  @Test
  void aSourceThatIsOnlyStatedDeadLeavesABootFromTheDisks() {
    feed(saw(LOADED), Signal.SOURCE_STATED_DEAD);
    assertThat(effects).containsExactly(DestinationEffect.KILL_QEMU);

    feed(saw(DEAD_NEVER_RAN));

    assertThat(state.word()).isEqualTo(DestinationWord.COMMITTED);
    assertThat(effects).contains(DestinationEffect.CLOSE_RECORD);
  }

  @Test
  void anAbortBeforeAnyQemuWasStartedIsCancelledAtOnce() {
    feed(saw(NONE), Signal.CANCEL_HEARD);

    assertThat(state.word()).isEqualTo(DestinationWord.CANCELLED);
  }

  @Test
  void aQemuThatASlowPrepareStartsAfterCancelledIsKilled() {
    feed(saw(NONE), Signal.CANCEL_HEARD, Signal.ACKNOWLEDGED);
    state = DestinationState.recovered(state.durable());
    feed(saw(LOADING));

    assertThat(effects).containsExactly(DestinationEffect.KILL_QEMU);
  }

  private void starting() {
    feed(saw(LOADED), COMMIT);
  }

  private static DestinationEvent saw(DestinationView view) {
    return new Observed(view);
  }

  /** Feeds events; what the last one led to stays in the fields. */
  private void feed(DestinationEvent... events) {
    for (DestinationEvent event : events) {
      DestinationStep step = step(event);
      state = step.state();
      written = step.write();
      effects = step.effects();
    }
  }

  private DestinationStep step(DestinationEvent event) {
    return DestinationMachine.standard().step(state, event);
  }
}

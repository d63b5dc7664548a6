package dev.drover.protocol.switchover;

import static dev.drover.protocol.switchover.SourceView.COMPLETED;
import static dev.drover.protocol.switchover.SourceView.DEAD;
import static dev.drover.protocol.switchover.SourceView.DEAD_ASKED_FOR;
import static dev.drover.protocol.switchover.SourceView.DEAD_PROVEN;
import static dev.drover.protocol.switchover.SourceView.DEVICE;
import static dev.drover.protocol.switchover.SourceView.FAILED_PAUSED;
import static dev.drover.protocol.switchover.SourceView.IDLE;
import static dev.drover.protocol.switchover.SourceView.PRE_SWITCHOVER;
import static dev.drover.protocol.switchover.SourceView.RUNNING;
import static dev.drover.protocol.switchover.SourceView.TRANSFERRING;
import static dev.drover.protocol.switchover.SourceView.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.protocol.switchover.SourceEvent.Answered;
import dev.drover.protocol.switchover.SourceEvent.ArmRequested;
import dev.drover.protocol.switchover.SourceEvent.Observed;
import dev.drover.protocol.switchover.SourceEvent.Signal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SourceMachineTest {
  private SourceState state = SourceState.begun(false);
  private boolean written;
  private List<SourceEffect> effects = new ArrayList<>();

  @Test
  void theSourceArmsItselfBeforeAnyDeviceStateIsSent() {
    feed(Signal.LINK_ALIVE, saw(PRE_SWITCHOVER));
    assertThat(effects).isEmpty();

    feed(new ArmRequested(false));

    assertThat(state.word()).isEqualTo(SourceWord.ARMED);
    assertThat(written).isTrue();
    assertThat(effects)
        .containsExactly(SourceEffect.CONTINUE_MIGRATION, SourceEffect.HAND_LEASE_OVER);
  }

  @Test
  void theLastPassesArmEarlyAndTheStopNeedsNoWrite() {
    feed(Signal.LINK_ALIVE, saw(TRANSFERRING), new ArmRequested(false));
    assertThat(state.word()).isEqualTo(SourceWord.ARMED);

    feed(saw(PRE_SWITCHOVER));

    assertThat(written).isFalse();
    assertThat(effects).contains(SourceEffect.CONTINUE_MIGRATION);
  }

  @ParameterizedTest
  @EnumSource(names = {"RUNNING", "FAILED_PAUSED", "DEAD", "DEAD_PROVEN", "DEAD_ASKED_FOR"})
  void aTransferThatFailsBeforeItWasArmedIsFailed(SourceView view) {
    feed(saw(TRANSFERRING), saw(view));

    assertThat(state.word()).isEqualTo(SourceWord.FAILED);
    assertThat(effects).contains(SourceEffect.SEND_CANCEL).doesNotContain(SourceEffect.CONT);
  }

  @Test
  void anAbortBeforeArmedIsFailedAndCancelsTheMigrationOnceTheLeaseIsHeld() {
    feed(saw(TRANSFERRING), Signal.ABORT_REQUESTED);
    assertThat(state.word()).isEqualTo(SourceWord.FAILED);
    assertThat(effects).containsExactly(SourceEffect.TAKE_LEASE_BACK, SourceEffect.SEND_CANCEL);

    feed(Signal.LEASE_TAKEN_BACK);

    assertThat(effects).contains(SourceEffect.CANCEL_MIGRATION);
  }

  @Test
  void aMigrationThatWasNeverStartedAndThatNobodyCallsForIsFailed() {
    feed(saw(TRANSFERRING), Signal.ABANDONED);
    assertThat(state.word()).isEqualTo(SourceWord.PERFORM);

    feed(saw(IDLE), Signal.ABANDONED);

    assertThat(state.word()).isEqualTo(SourceWord.FAILED);
  }

  @Test
  void commitIsSentWithoutWaitingForADiskAndPermittedIsWrittenAfterwards() {
    armed();
    feed(saw(COMPLETED));
    assertThat(written).isFalse();
    assertThat(effects).containsExactly(SourceEffect.SEND_COMMIT);

    feed(Signal.COMMIT_SENT);

    assertThat(state.word()).isEqualTo(SourceWord.PERMITTED);
    assertThat(written).isTrue();
    assertThat(effects).isEmpty();
  }

  @Test
  void commitWaitsForTheLeaseToGoOver() {
    feed(Signal.LINK_ALIVE, saw(PRE_SWITCHOVER), new ArmRequested(false), saw(COMPLETED));
    assertThat(effects).containsExactly(SourceEffect.HAND_LEASE_OVER);

    feed(Signal.LEASE_HANDED_OVER);

    assertThat(effects).containsExactly(SourceEffect.SEND_COMMIT);
  }

  @Test
  void aDeathWithProofThatItDidNotRunOnPermits() {
    armed();
    feed(saw(DEAD_PROVEN));

    assertThat(effects).containsExactly(SourceEffect.SEND_COMMIT);
  }

  @ParameterizedTest
  @EnumSource(names = {"RUNNING", "FAILED_PAUSED"})
  void anArmedTransferThatFailedIsFailed(SourceView view) {
    armed();
    feed(saw(view));

    assertThat(state.word()).isEqualTo(SourceWord.FAILED);
    assertThat(effects).containsExactly(SourceEffect.TAKE_LEASE_BACK, SourceEffect.SEND_CANCEL);
  }

  @Test
  void aLinkThatDiesBeforeCommitIsTheShortCutBackToTheGuest() {
    armed();
    feed(Signal.LINK_LOST, saw(COMPLETED));
    assertThat(state.word()).isEqualTo(SourceWord.FAILED);
    assertThat(written).isTrue();

    feed(Signal.LEASE_TAKEN_BACK);

    assertThat(effects).contains(SourceEffect.CONT);
  }

  @Test
  void theShortCutIsNotTakenIfFailedCannotBeWritten() {
    armed();
    feed(saw(DEVICE), Signal.LINK_LOST);
    assertThat(step(saw(COMPLETED)).state().word()).isEqualTo(SourceWord.FAILED);

    feed(Signal.WRITE_FAILED);
    assertThat(effects).containsExactly(SourceEffect.ALARM_STORAGE);
    feed(Signal.LINK_ALIVE);

    // The disk may say failed: nothing is done before it certainly says armed again.
    assertThat(state.word()).isEqualTo(SourceWord.ARMED);
    assertThat(written).isTrue();
    assertThat(effects).containsExactly(SourceEffect.HAND_LEASE_OVER);
    feed(Signal.LEASE_HANDED_OVER, saw(COMPLETED));
    assertThat(effects).containsExactly(SourceEffect.SEND_COMMIT);
  }

  @Test
  void afterARestartArmedAndCompletedCountsAsCommitSent() {
    armed();
    restart();
    feed(Signal.LINK_LOST, saw(COMPLETED), Signal.LEASE_HANDED_OVER);

    assertThat(state.word()).isEqualTo(SourceWord.ARMED);
    assertThat(effects).containsExactly(SourceEffect.SEND_COMMIT);
  }

  @ParameterizedTest
  @EnumSource(names = {"DEAD", "DEAD_ASKED_FOR"})
  void anArmedSourceWhoseQemuDiedWithoutProofAsks(SourceView view) {
    armed();
    feed(saw(view));

    assertThat(state.word()).isEqualTo(SourceWord.ASKING);
    assertThat(effects).containsExactly(SourceEffect.SEND_CANCEL);
  }

  @Test
  void destroyInArmedAsksBeforeItKillsAndUsesNoAnswerBeforeTheKillIsProven() {
    armed();
    feed(saw(DEVICE), Signal.DESTROY_REQUESTED);
    assertThat(state.word()).isEqualTo(SourceWord.ASKING);
    assertThat(written).isTrue();
    assertThat(effects).containsExactly(SourceEffect.KILL_QEMU, SourceEffect.SEND_CANCEL);

    feed(new Answered(Answer.COMMITTED));
    assertThat(state.word()).isEqualTo(SourceWord.ASKING);

    feed(saw(DEAD_ASKED_FOR), new Answered(Answer.COMMITTED));
    assertThat(state.word()).isEqualTo(SourceWord.ENDED);
  }

  @Test
  void askingIsResumedButShutOffByTheAnswerCancelled() {
    armed();
    feed(saw(DEAD), new Answered(Answer.CANCELLED));

    assertThat(state.word()).isEqualTo(SourceWord.RESUMED);
    assertThat(effects).containsExactly(SourceEffect.SEND_ACKNOWLEDGE);

    feed(Signal.ANSWERED_CLOSED);
    assertThat(effects).containsExactly(SourceEffect.RELEASE_LEASE, SourceEffect.CLOSE_RECORD);
  }

  @Test
  void permittedIsEndedByTheAnswerCommitted() {
    permitted();
    feed(new Answered(Answer.COMMITTED));

    assertThat(state.word()).isEqualTo(SourceWord.ENDED);
    assertThat(effects).containsExactly(SourceEffect.KILL_QEMU, SourceEffect.SEND_ACKNOWLEDGE);

    feed(Signal.ANSWERED_CLOSED);
    assertThat(effects).containsExactly(SourceEffect.KILL_QEMU);

    feed(saw(DEAD_ASKED_FOR));
    assertThat(effects).containsExactly(SourceEffect.CLOSE_RECORD);
  }

  @Test
  void permittedIsResumedByTheAnswerCancelled() {
    permitted();
    feed(new Answered(Answer.CANCELLED), Signal.LEASE_TAKEN_BACK);

    assertThat(state.word()).isEqualTo(SourceWord.RESUMED);
    assertThat(effects).contains(SourceEffect.CONT);

    feed(saw(RUNNING), Signal.ANSWERED_CLOSED);
    assertThat(effects).containsExactly(SourceEffect.CLOSE_RECORD);
  }

  @Test
  void aGuestThatWasPausedIsResumedWithoutCont() {
    feed(Signal.LINK_ALIVE, saw(PRE_SWITCHOVER), new ArmRequested(true));
    feed(Signal.LEASE_HANDED_OVER, saw(COMPLETED), Signal.COMMIT_SENT);
    feed(new Answered(Answer.CANCELLED), Signal.LEASE_TAKEN_BACK);
    assertThat(effects).doesNotContain(SourceEffect.CONT);

    feed(Signal.ANSWERED_CLOSED);

    assertThat(effects).containsExactly(SourceEffect.CLOSE_RECORD);
  }

  @Test
  void permittedRepeatsCommitOnlyForAQemuThatStandsStill() {
    permitted();
    feed(Signal.TICK);
    assertThat(effects).containsExactly(SourceEffect.SEND_COMMIT);
    feed(saw(DEAD), Signal.TICK);
    assertThat(effects).containsExactly(SourceEffect.SEND_COMMIT);
    feed(saw(UNKNOWN), Signal.TICK);
    assertThat(effects).isEmpty();

    feed(saw(RUNNING), Signal.TICK);

    assertThat(effects).containsExactly(SourceEffect.ALARM_RUNNING_WHILE_PERMITTED);
  }

  @Test
  void theLeaseDecidesForAPermittedSourceWhosePeerIsSilent() {
    state = SourceState.begun(true);
    permitted();
    feed(Signal.PEER_SILENT);
    assertThat(effects).containsExactly(SourceEffect.TAKE_LEASE_BACK);
    feed(Signal.LEASE_REFUSED);
    assertThat(state.word()).isEqualTo(SourceWord.PERMITTED);

    feed(Signal.PEER_SILENT, Signal.LEASE_TAKEN_BACK);

    assertThat(state.word()).isEqualTo(SourceWord.RESUMED);
    assertThat(effects).contains(SourceEffect.CONT);
  }

  @Test
  void withoutSharedStorageNoLeaseDecidesButAPersonMay() {
    permitted();
    feed(Signal.PEER_SILENT);
    assertThat(effects).isEmpty();

    feed(Signal.DESTINATION_STATED_DEAD);

    assertThat(state.word()).isEqualTo(SourceWord.RESUMED);
    assertThat(effects).contains(SourceEffect.SEND_CANCEL_STATED_DEAD);
  }

  @Test
  void anAbortIsRefusedOnceTheSourceHasCompleted() {
    armed();
    feed(saw(COMPLETED), Signal.ABORT_REQUESTED);

    assertThat(effects).containsExactly(SourceEffect.REFUSE_ABORT);
    assertThat(state.word()).isEqualTo(SourceWord.ARMED);
  }

  @Test
  void anAbortInArmedCancelsTheMigrationAndWaitsForTheGuestToRun() {
    armed();
    feed(saw(DEVICE), Signal.ABORT_REQUESTED);
    assertThat(effects).containsExactly(SourceEffect.TAKE_LEASE_BACK);
    feed(Signal.LEASE_TAKEN_BACK);
    assertThat(effects).containsExactly(SourceEffect.CANCEL_MIGRATION);
    assertThat(state.word()).isEqualTo(SourceWord.ARMED);

    feed(saw(RUNNING));

    assertThat(state.word()).isEqualTo(SourceWord.FAILED);
  }

  @Test
  void anAbortThatComesTooLateForQemuHandsTheLeaseOverAgain() {
    armed();
    feed(saw(DEVICE), Signal.ABORT_REQUESTED, Signal.LEASE_TAKEN_BACK, saw(COMPLETED));
    assertThat(effects).containsExactly(SourceEffect.HAND_LEASE_OVER);

    feed(Signal.LEASE_HANDED_OVER);

    assertThat(effects).containsExactly(SourceEffect.SEND_COMMIT);
  }

  @Test
  void aChannelThatIsSilentInDeviceIsYankedOnceTheLeaseIsHeld() {
    armed();
    feed(saw(DEVICE), Signal.CHANNEL_SILENT);
    assertThat(effects).containsExactly(SourceEffect.TAKE_LEASE_BACK);

    feed(Signal.LEASE_TAKEN_BACK, Signal.CHANNEL_SILENT);

    assertThat(effects).containsExactly(SourceEffect.YANK);
  }

  @Test
  void unknownAcknowledgesFailedButNeverPermitted() {
    permitted();
    feed(Signal.ANSWERED_UNKNOWN);
    assertThat(effects).containsExactly(SourceEffect.ALARM_RECORD_LOST);
    assertThat(state.word()).isEqualTo(SourceWord.PERMITTED);

    state = SourceState.begun(false);
    feed(saw(TRANSFERRING), saw(FAILED_PAUSED), Signal.LEASE_TAKEN_BACK, saw(RUNNING));
    feed(Signal.ANSWERED_UNKNOWN);
    assertThat(effects).containsExactly(SourceEffect.CLOSE_RECORD);
  }

  @Test
  void aDeadSourceThatFailedIsEndedIfTheDestinationHasTheGuest() {
    feed(saw(TRANSFERRING), saw(DEAD), new Answered(Answer.COMMITTED));

    assertThat(state.word()).isEqualTo(SourceWord.ENDED);
  }

  private void armed() {
    feed(Signal.LINK_ALIVE, saw(PRE_SWITCHOVER), new ArmRequested(false));
    feed(Signal.LEASE_HANDED_OVER);
  }

  private void permitted() {
    armed();
    feed(saw(COMPLETED), Signal.COMMIT_SENT);
  }

  private void restart() {
    state = SourceState.recovered(state.durable());
  }

  private static SourceEvent saw(SourceView view) {
    return new Observed(view);
  }

  /** Feeds events; what the last one led to stays in the fields. */
  private void feed(SourceEvent... events) {
    for (SourceEvent event : events) {
      SourceStep step = step(event);
      state = step.state();
      written = step.write();
      effects = step.effects();
    }
  }

  private SourceStep step(SourceEvent event) {
    return SourceMachine.standard().step(state, event);
  }
}

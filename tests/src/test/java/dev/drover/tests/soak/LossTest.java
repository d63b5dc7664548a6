package dev.drover.tests.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.hypervisor.qmp.RunState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A move from alpha to beta, after which the guest runs nowhere. */
class LossTest {
  private static final boolean ARRIVED = true;
  private static final boolean STAYED = false;

  @Test
  void aGuestThatNoFaultHasEndedIsLost() {
    assertLost(STAYED);
    assertLost(ARRIVED);
  }

  @Test
  void aGuestWhoseQemuWasKilledWhileItRanHasCrashed() {
    assertAllowed("while it ran", STAYED, killed("alpha", RunState.RUNNING, "perform"));
    assertAllowed("while it ran", ARRIVED, killed("beta", RunState.RUNNING, "committed"));
  }

  @Test
  void aGuestThatStayedIsLostIfOnlyTheOtherCopyWasEnded() {
    assertLost(STAYED, killed("beta", RunState.PAUSED, "undecided"));
  }

  @Test
  void aGuestThatArrivedIsLostIfOnlyTheOtherCopyWasEnded() {
    assertLost(ARRIVED, killed("alpha", RunState.POSTMIGRATE, "permitted"));
  }

  @Test
  void aWholeCopyMustNotBeDoomedByTheDeathOfItsSource() {
    assertLost(STAYED, killed("alpha", RunState.POSTMIGRATE, "armed"));
    assertLost(STAYED, killed("alpha", RunState.POSTMIGRATE, "permitted"));
    assertLost(STAYED, powerLoss("alpha", RunState.POSTMIGRATE, "permitted"));
  }

  @Test
  void theFirstExemptionIsAPowerLossBeforePermittedIsOnDisk() {
    assertAllowed("(a)", STAYED, powerLoss("alpha", RunState.POSTMIGRATE, "armed"));
  }

  @Test
  void theSecondExemptionIsASourceThatHadDecidedToKeepItsGuest() {
    assertAllowed("(b)", STAYED, killed("alpha", RunState.POSTMIGRATE, "failed"));
    assertAllowed("(b)", STAYED, killed("alpha", RunState.POSTMIGRATE, "resumed"));
  }

  @Test
  void theThirdExemptionIsADestinationWithoutProofThatTheGuestNeverRan() {
    assertAllowed("(c)", ARRIVED, powerLoss("beta", RunState.PAUSED, "starting"));
    assertLost(ARRIVED, killed("beta", RunState.PAUSED, "starting"));
  }

  @Test
  void theFourthExemptionIsAPausedGuestWhoseDestinationDies() {
    Loss loss =
        Loss.judge(List.of(killed("beta", RunState.PAUSED, "committed")), "beta", ARRIVED, true);

    assertThat(loss.allowed()).isTrue();
    assertThat(loss.why()).startsWith("(d)");
  }

  @Test
  void aGuestBothOfWhoseQemusDiedIsNoFaultOfDrover() {
    assertAllowed(
        "both",
        STAYED,
        killed("beta", RunState.PAUSED, "undecided"),
        killed("alpha", RunState.POSTMIGRATE, "armed"));
  }

  private static void assertLost(boolean arrived, Death... deaths) {
    Loss loss = Loss.judge(List.of(deaths), "beta", arrived, false);
    assertThat(loss.allowed()).as(loss.why()).isFalse();
  }

  private static void assertAllowed(String why, boolean arrived, Death... deaths) {
    Loss loss = Loss.judge(List.of(deaths), "beta", arrived, false);
    assertThat(loss.allowed()).as(loss.why()).isTrue();
    assertThat(loss.why()).contains(why);
  }

  private static Death killed(String host, RunState state, String word) {
    return new Death(0, host, false, Optional.of(state), Optional.of(word));
  }

  private static Death powerLoss(String host, RunState state, String word) {
    return new Death(0, host, true, Optional.of(state), Optional.of(word));
  }
}

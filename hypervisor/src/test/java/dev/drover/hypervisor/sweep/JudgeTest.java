package dev.drover.hypervisor.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.hypervisor.lock.Lease;
import dev.drover.hypervisor.lock.LeaseState;
import dev.drover.hypervisor.qemu.Liveness;
import dev.drover.hypervisor.qmp.MigrationStatus;
import dev.drover.hypervisor.qmp.RunState;
import dev.drover.protocol.message.SweepFinding;
import dev.drover.protocol.message.SweepFinding.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JudgeTest {
  private static final String DOMAIN = "5b0ba0d2-3c60-4a56-9a3e-6f0a51c0a001";
  private static final Path FOLDER = Path.of("/state/domains", DOMAIN, "run");

  @Test
  void aQemuIsEndedOnlyIfItWaitsForAGuestThatNobodySends() {
    List<String> safe = new ArrayList<>();
    for (RunState runs : RunState.values()) {
      for (MigrationStatus migration : MigrationStatus.values()) {
        if (verdict(qemu(Claim.NOBODY, runs, migration, true, true)) == Verdict.SAFE) {
          safe.add(runs + " " + migration);
        }
      }
    }
    assertThat(safe)
        .containsExactlyInAnyOrder("INMIGRATE NONE", "INMIGRATE SETUP", "PRELAUNCH NONE");
  }

  @Test
  void aQemuIsLeftIfItsMonitorDoesNotAnswer() {
    Sight silent = new Sight.Qemu(Claim.NOBODY, DOMAIN, 4711, FOLDER, true, null, true, List.of());

    assertThat(finding(silent).verdict()).isEqualTo(Verdict.LEFT);
    assertThat(finding(silent).reason()).contains("does not answer");
  }

  @Test
  void aQemuIsLeftIfItsLogDoesNotProveThatItNeverRan() {
    assertThat(verdict(waiting(Claim.NOBODY, true, false))).isEqualTo(Verdict.LEFT);
  }

  @Test
  void aQemuIsLeftIfItsDeathCouldNotBeProven() {
    assertThat(verdict(waiting(Claim.NOBODY, false, true))).isEqualTo(Verdict.LEFT);
  }

  @Test
  void aSecondQemuOfADomainIsLeftToAPerson() {
    SweepFinding second = finding(waiting(Claim.LIVING_QEMU, true, true));

    assertThat(second.verdict()).isEqualTo(Verdict.LEFT);
    assertThat(second.reason()).contains("which copy is good");
  }

  @Test
  void theDefinitionOfADomainGivesItsWaitingQemuNoRight() {
    assertThat(verdict(waiting(Claim.DEFINITION, true, true))).isEqualTo(Verdict.SAFE);
  }

  @Test
  void aQemuIsToldWithWhatItHolds() {
    assertThat(finding(waiting(Claim.NOBODY, true, true)).what())
        .contains("4711", FOLDER.toString(), "127.0.0.1:49152");
  }

  @Test
  void nothingOfAnOpenRecordIsAFinding() {
    assertThat(Judge.judge(waiting(Claim.OPEN_RECORD, true, true))).isEmpty();
    assertThat(Judge.judge(folder(Claim.OPEN_RECORD, Liveness.DEAD))).isEmpty();
    assertThat(Judge.judge(lease(Claim.OPEN_RECORD, LeaseState.OWNED))).isEmpty();
    assertThat(Judge.judge(new Sight.File(Claim.OPEN_RECORD, DOMAIN, FOLDER, true))).isEmpty();
  }

  @Test
  void nothingIsTouchedThatAnUnreadableRecordMayName() {
    Claim unreadable = Claim.UNREADABLE_RECORD;
    for (Sight sight :
        List.of(
            waiting(unreadable, true, true),
            folder(unreadable, Liveness.DEAD),
            lease(unreadable, LeaseState.OWNED),
            new Sight.File(unreadable, DOMAIN, FOLDER, true))) {
      assertThat(finding(sight).verdict()).as("%s", sight).isEqualTo(Verdict.LEFT);
      assertThat(finding(sight).reason()).as("%s", sight).contains("cannot be read");
    }
  }

  @Test
  void aFolderGoesIfNothingRefersToItAndItsQemuIsDead() {
    assertThat(verdict(folder(Claim.NOBODY, Liveness.DEAD))).isEqualTo(Verdict.SAFE);
    assertThat(verdict(folder(Claim.NOBODY, Liveness.UNKNOWN))).isEqualTo(Verdict.LEFT);
    assertThat(Judge.judge(folder(Claim.NOBODY, Liveness.ALIVE))).isEmpty();
    assertThat(Judge.judge(folder(Claim.DEFINITION, Liveness.DEAD))).isEmpty();
    assertThat(Judge.judge(folder(Claim.LIVING_QEMU, Liveness.DEAD))).isEmpty();
  }

  @Test
  void whatDroverHasNotMadeIsLeft() {
    assertThat(verdict(new Sight.Folder(Claim.NOBODY, null, FOLDER, Liveness.UNKNOWN)))
        .isEqualTo(Verdict.LEFT);
    assertThat(verdict(new Sight.File(Claim.NOBODY, null, FOLDER, false))).isEqualTo(Verdict.LEFT);
    assertThat(verdict(new Sight.File(Claim.NOBODY, null, FOLDER, true))).isEqualTo(Verdict.SAFE);
  }

  @Test
  void aLeaseIsGivenBackIfItsQemuIsProvenDead() {
    assertThat(verdict(lease(Claim.NOBODY, LeaseState.OWNED))).isEqualTo(Verdict.SAFE);
    assertThat(verdict(lease(Claim.DEFINITION, LeaseState.OWNED))).isEqualTo(Verdict.SAFE);
    assertThat(verdict(lease(Claim.NOBODY, LeaseState.HANDED_BACK))).isEqualTo(Verdict.SAFE);
    assertThat(Judge.judge(lease(Claim.LIVING_QEMU, LeaseState.OWNED))).isEmpty();
  }

  @Test
  void aLeaseThatIsBeingHandedOverIsNeverSetFree() {
    SweepFinding handed = finding(lease(Claim.NOBODY, LeaseState.HANDING_OVER));

    assertThat(handed.verdict()).isEqualTo(Verdict.LEFT);
    assertThat(handed.reason()).contains("heir");
  }

  @ParameterizedTest
  @EnumSource(
      value = Liveness.class,
      names = {"ALIVE", "UNKNOWN"})
  void aLeaseIsKeptWithoutProofOfDeath(Liveness qemu) {
    assertThat(verdict(lease(Claim.NOBODY, LeaseState.OWNED, qemu, false, false)))
        .isEqualTo(Verdict.LEFT);
  }

  @Test
  void aLeaseIsKeptIfAnyProcessOfTheMachineWasStartedForTheDomain() {
    assertThat(verdict(lease(Claim.NOBODY, LeaseState.OWNED, Liveness.DEAD, true, false)))
        .isEqualTo(Verdict.LEFT);
    assertThat(verdict(lease(Claim.NOBODY, LeaseState.OWNED, Liveness.DEAD, null, false)))
        .isEqualTo(Verdict.LEFT);
  }

  @Test
  void aLeaseIsKeptIfTheStateFolderIsYounger() {
    assertThat(verdict(lease(Claim.NOBODY, LeaseState.OWNED, Liveness.DEAD, false, true)))
        .isEqualTo(Verdict.LEFT);
  }

  private static Sight.Qemu waiting(Claim claim, boolean holdsPidfile, boolean neverRan) {
    return qemu(claim, RunState.INMIGRATE, MigrationStatus.SETUP, holdsPidfile, neverRan);
  }

  private static Sight.Qemu qemu(
      Claim claim, RunState runs, MigrationStatus migration, boolean holds, boolean neverRan) {
    return new Sight.Qemu(
        claim,
        DOMAIN,
        4711,
        FOLDER,
        holds,
        new Sight.Says(runs, migration),
        neverRan,
        List.of("127.0.0.1:49152"));
  }

  private static Sight folder(Claim claim, Liveness qemu) {
    return new Sight.Folder(claim, DOMAIN, FOLDER, qemu);
  }

  private static Sight lease(Claim claim, LeaseState state) {
    return lease(claim, state, Liveness.DEAD, false, false);
  }

  private static Sight lease(
      Claim claim, LeaseState state, Liveness qemu, @Nullable Boolean process, boolean older) {
    Lease lease = new Lease(Lease.VERSION, 7, state, "me", "alpha", "heir", "move", 0);
    return new Sight.OwnLease(claim, DOMAIN, lease, qemu, process, older);
  }

  private static SweepFinding finding(Sight sight) {
    Optional<SweepFinding> finding = Judge.judge(sight);
    assertThat(finding).as("%s", sight).isPresent();
    return finding.orElseThrow();
  }

  private static Verdict verdict(Sight sight) {
    return finding(sight).verdict();
  }
}

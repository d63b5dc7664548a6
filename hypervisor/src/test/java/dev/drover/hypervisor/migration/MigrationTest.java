package dev.drover.hypervisor.migration;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.hypervisor.peer.FrameKind;
import dev.drover.hypervisor.qemu.RunningDomain;
import dev.drover.hypervisor.qmp.RunState;
import dev.drover.protocol.DomainState;
import dev.drover.protocol.StateReason;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.AbortCall;
import dev.drover.protocol.message.BeginResult;
import dev.drover.protocol.message.Cookie;
import dev.drover.protocol.message.DomainInfo;
import dev.drover.protocol.message.MigrationOptions;
import dev.drover.protocol.message.PerformResult;
import dev.drover.protocol.message.PrepareResult;
import dev.drover.protocol.message.Statistics;
import dev.drover.protocol.switchover.SourceWord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The steps over two hosts with real QEMU; only the link between them is a fake. */
class MigrationTest extends TwoRealHosts {
  @Test
  void aRunningGuestMovesAndItsDefinitionGoesWithIt() {
    PerformResult performed = new Move(UUID, alpha, beta).all();
    assertThat(performed.permitted()).as(performed.reason()).isTrue();
    assertThat(requireNonNull(performed.statistics()).blackoutMicros()).isPositive();
    DomainInfo there = only(beta);
    assertThat(there.state()).isEqualTo(DomainState.RUNNING);
    assertThat(there.persistent()).isTrue();
    eventually(() -> recordsClosed(), "both records are closed");
    assertThat(alpha.hypervisor().domains()).isEmpty();
    assertThat(only(beta).reason()).isEqualTo(StateReason.MIGRATED);
  }

  @Test
  void aGuestMovesThereAndBack() {
    new Move(UUID, alpha, beta).all();
    eventually(() -> recordsClosed(), "both records are closed");
    new Move(UUID, beta, alpha).all();
    eventually(() -> recordsClosed(), "both records are closed");
    assertThat(only(alpha).state()).isEqualTo(DomainState.RUNNING);
    assertThat(beta.hypervisor().domains()).isEmpty();
  }

  @Test
  void aGuestWhoseSourceHasYetToSayThatItHeardOfItsArrivalIsSentOnAsSoonAsItHas() {
    wire.lose(FrameKind.ACKNOWLEDGE);
    new Move(UUID, alpha, beta).all();
    assertThat(beta.store().open()).hasSize(1);

    CompletableFuture<BeginResult> back =
        CompletableFuture.supplyAsync(() -> new Move(UUID, beta, alpha).begin());
    assertThatThrownBy(() -> back.get(300, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    wire.heal();

    assertThat(back).succeedsWithin(Duration.ofSeconds(10));
  }

  @Test
  void aPausedGuestStaysPaused() {
    alpha.hypervisor().suspend(UUID);
    PerformResult performed = new Move(UUID, alpha, beta).all();
    assertThat(performed.permitted()).as(performed.reason()).isTrue();
    assertThat(only(beta).state()).isEqualTo(DomainState.PAUSED);
    assertThat(beta.running().find(UUID).orElseThrow().neverRan()).isTrue();
    assertThat(beta.hypervisor().resume(UUID).state()).isEqualTo(DomainState.RUNNING);
  }

  @Test
  void aStepThatIsCalledAgainGivesTheSameAnswer() {
    Move move = new Move(UUID, alpha, beta);
    BeginResult begun = move.begin();
    assertThat(move.begin()).isEqualTo(begun);
    PrepareResult prepared = move.prepare(begun);
    assertThat(move.prepare(begun)).isEqualTo(prepared);
    PerformResult performed = move.perform(prepared);
    assertThat(move.perform(prepared).permitted()).isTrue();
    assertThat(move.finish(performed.cookie(), false).committed()).isTrue();
    assertThat(move.finish(performed.cookie(), false).committed()).isTrue();
    move.confirm(performed.cookie(), false);
    move.confirm(performed.cookie(), false);
    assertThat(only(beta).state()).isEqualTo(DomainState.RUNNING);
    eventually(() -> recordsClosed(), "both records are closed");
    assertThat(move.perform(prepared).permitted()).isTrue();
    assertThat(move.finish(performed.cookie(), false).committed()).isTrue();
    assertThat(move.finish(performed.cookie(), true).committed()).isTrue();
    move.confirm(performed.cookie(), false);
    assertThat(only(beta).state()).isEqualTo(DomainState.RUNNING);
    assertThat(alpha.hypervisor().domains()).isEmpty();
  }

  @Test
  void anAbortInTheTransferLeavesTheGuestOnTheSource() {
    Move move = new Move(UUID, alpha, beta, new MigrationOptions(100_000, 0));
    PerformResult performed = abortedInTheTransfer(move);
    assertThat(performed.permitted()).isFalse();
    assertThat(performed.failure()).isEqualTo(FailureCode.OPERATION_ABORTED);
    assertThat(performed.reason()).contains("the test");
    move.confirm(move.finish(performed.cookie(), true).cookie(), true);
    eventually(() -> recordsClosed(), "both records are closed");
    assertThat(only(alpha).reason()).isEqualTo(StateReason.MIGRATION_CANCELLED);
    assertThat(only(alpha).state()).isEqualTo(DomainState.RUNNING);
    assertThat(beta.hypervisor().domains()).isEmpty();
  }

  @Test
  void aPausedGuestStaysPausedWhenItsMoveIsAborted() {
    alpha.hypervisor().suspend(UUID);
    Move move = new Move(UUID, alpha, beta, new MigrationOptions(100_000, 0));
    PerformResult performed = abortedInTheTransfer(move);
    assertThat(performed.permitted()).isFalse();
    move.confirm(move.finish(performed.cookie(), true).cookie(), true);
    eventually(() -> recordsClosed(), "both records are closed");
    assertThat(only(alpha).state()).isEqualTo(DomainState.PAUSED);
    assertThat(alpha.running().find(UUID).orElseThrow().log().lastState())
        .isNotEqualTo(Optional.of(RunState.RUNNING));
  }

  @Test
  void aQemuThatDiesOnItsWayIsSaidInItsOwnWords() {
    Move move = new Move(UUID, alpha, beta, new MigrationOptions(100_000, 0));
    PrepareResult prepared = move.prepare(move.begin());
    CompletableFuture<PerformResult> transfer =
        CompletableFuture.supplyAsync(() -> move.perform(prepared));
    eventually(() -> sent() > 0, "bytes are sent");
    alpha.monitor(UUID).quit();
    PerformResult performed = transfer.join();
    assertThat(performed.permitted()).isFalse();
    assertThat(performed.reason()).contains("pacer").contains("told to end");
    move.confirm(move.finish(performed.cookie(), true).cookie(), true);
    eventually(() -> recordsClosed(), "both records are closed");
    assertThat(only(alpha).state()).isEqualTo(DomainState.SHUT_OFF);
    assertThat(beta.hypervisor().domains()).isEmpty();
  }

  @Test
  void aGuestWhoseSwitchoverCannotBeWrittenDownRunsOn() {
    HookedStore disk = HookedStore.refusing(SourceWord.ARMED.wireName());
    alpha.close();
    alpha = new RealHost("alpha", root.resolve("a"), wire, disk::over);
    Move move = new Move(UUID, alpha, beta);
    PerformResult performed = move.perform(move.prepare(move.begin()));
    assertThat(performed.permitted()).isFalse();
    assertThat(performed.failure()).isEqualTo(FailureCode.STORAGE_FAILED);
    assertThat(only(alpha).state()).isEqualTo(DomainState.RUNNING);
    move.confirm(move.finish(performed.cookie(), true).cookie(), true);
    eventually(() -> recordsClosed(), "both records are closed");
  }

  @Test
  void whatTheDestinationsQemuSaysReachesTheUser() {
    Move move = new Move(UUID, alpha, beta);
    BeginResult begun = move.begin();
    String other = begun.definition().replace("131080", "131084");
    PerformResult performed =
        move.perform(
            move.prepare(
                new BeginResult(begun.name(), other, begun.cookie(), begun.memoryKib(), null)));
    assertThat(performed.permitted()).isFalse();
    assertThat(performed.failure()).isEqualTo(FailureCode.MIGRATION_FAILED);
    assertThat(performed.reason())
        .startsWith("The transfer of domain pacer failed: ")
        .contains("Size mismatch: pc.ram");
    move.confirm(move.finish(performed.cookie(), true).cookie(), true);
    eventually(() -> recordsClosed(), "both records are closed");
    assertThat(only(alpha).state()).isEqualTo(DomainState.RUNNING);
    assertThat(beta.hypervisor().domains()).isEmpty();
  }

  @Test
  void aDestinationThatCannotKeepTheDefinitionGivesTheGuestBack() throws IOException {
    Move move = new Move(UUID, alpha, beta);
    PrepareResult prepared = move.prepare(move.begin());
    Path inTheWay = root.resolve("b").resolve("domains").resolve(UUID).resolve("definition.xml");
    Files.createDirectories(inTheWay.resolve("full"));
    PerformResult performed = move.perform(prepared);
    assertThat(performed.permitted()).isFalse();
    assertThat(performed.reason()).contains("save the definition of pacer");
    assertThat(only(alpha).state()).isEqualTo(DomainState.RUNNING);
    Files.delete(inTheWay.resolve("full"));
    // The destination tries to forget its definition again and again, and may be faster.
    Files.deleteIfExists(inTheWay);
    assertThat(move.finish(performed.cookie(), true).committed()).isFalse();
    move.confirm(Cookie.EMPTY, true);
    eventually(() -> recordsClosed(), "both records are closed");
    assertThat(beta.hypervisor().domains()).isEmpty();
    assertThat(move.finish(performed.cookie(), true).reason()).contains("definition of pacer");
  }

  @Test
  void aQemuThatNothingIsKnownOfIsNeitherDeadNorReplaced() throws IOException {
    Move move = new Move(UUID, alpha, beta);
    move.prepare(move.begin());
    Path live = root.resolve("b").resolve("domains").resolve(UUID).resolve("live.xml");
    byte[] whole = Files.readAllBytes(live);
    RunningDomain waiting = beta.running().find(UUID).orElseThrow();
    beta.close();
    Files.write(live, new byte[0]);
    beta = new RealHost("beta", root.resolve("b"), wire);
    assertThat(beta.running().isHeld(UUID)).isTrue();
    assertThat(beta.store().open()).hasSize(1);
    assertThat(waiting.isAlive()).isTrue();
    beta.close();
    Files.write(live, whole);
    beta = new RealHost("beta", root.resolve("b"), wire);
    move.cancelOn(beta);
    // This JVM started it, and hears of its child's end a moment after the lock was free.
    eventually(() -> !waiting.isAlive(), "the waiting QEMU is dead");
    eventually(() -> beta.store().open().isEmpty(), "the record is closed");
  }

  @Test
  void anAliasOfAMachineIsPinnedWhenItIsDefined() {
    String other = "5b0ba0d2-3c60-4a56-9a3e-6f0a51c0a002";
    String xml =
        xml(root.resolve("pacer"))
            .replace(UUID, other)
            .replace("<name>pacer", "<name>other")
            .replace("machine='pc-i440fx-7.2'", "machine='pc'");
    assertThat(alpha.hypervisor().check(xml).xml()).contains("machine='pc-i440fx-");
    assertThatThrownBy(() -> alpha.hypervisor().check(xml.replace("'pc'", "'no-such'")))
        .hasMessageContaining("no-such");
  }

  @Test
  void nobodyDefinesOrSuspendsADomainOnTheMove() {
    Move move = new Move(UUID, alpha, beta);
    move.begin();
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> alpha.hypervisor().define(xml(root.resolve("pacer"))),
            () -> alpha.hypervisor().suspend(UUID))) {
      assertThatThrownBy(call).hasMessageContaining("pacer").hasMessageContaining(move.id);
    }
  }

  @Test
  void aSecondPerformNeedsNoAddresses() {
    Move move = new Move(UUID, alpha, beta);
    assertThat(move.perform(move.prepare(move.begin())).permitted()).isTrue();
    assertThat(move.perform(new PrepareResult(Cookie.EMPTY, "", "")).permitted()).isTrue();
  }

  @Test
  void aPerformWhoseAnswerWasLostTellsTheBlackoutWhenAllIsOver() {
    Move move = new Move(UUID, alpha, beta);
    Statistics lost = move.perform(move.prepare(move.begin())).statistics();
    move.confirm(move.finish(Cookie.EMPTY, false).cookie(), false);
    eventually(this::recordsClosed, "both records are closed");

    Statistics told = move.perform(new PrepareResult(Cookie.EMPTY, "", "")).statistics();

    assertThat(told).isNotNull().isEqualTo(lost);
    assertThat(told.blackoutMicros()).isPositive();
  }

  @Test
  void anAbortAfterTheSwitchoverIsRefused() {
    wire.lose(FrameKind.CLOSED);
    Move move = new Move(UUID, alpha, beta);
    move.perform(move.prepare(move.begin()));
    assertThatThrownBy(() -> alpha.hypervisor().abort(new AbortCall(move.id, UUID, "the test")))
        .isInstanceOfSatisfying(
            DroverException.class,
            e -> assertThat(e.code()).isEqualTo(FailureCode.POINT_OF_NO_RETURN));
    wire.heal();
    eventually(() -> recordsClosed(), "both records are closed");
  }

  @Test
  void aLostAnswerOfTheDestinationNeverResumesTheSource() {
    wire.lose(FrameKind.COMMITTED);
    Move move = new Move(UUID, alpha, beta);
    PerformResult performed = move.perform(move.prepare(move.begin()));
    assertThat(performed.permitted()).as(performed.reason()).isTrue();
    assertThat(requireNonNull(performed.statistics()).blackoutMicros()).isNull();
    assertThat(only(alpha).state()).isEqualTo(DomainState.PAUSED);
    assertThat(only(beta).state()).isEqualTo(DomainState.RUNNING);
    wire.heal();
    eventually(() -> recordsClosed(), "the hosts settle it without the workflow");
    assertThat(alpha.hypervisor().domains()).isEmpty();
  }

  @Test
  void aDestinationWithoutLinkIsSaidAndLeavesNothing() {
    Move move = new Move(UUID, alpha, beta);
    PrepareResult prepared = move.prepare(move.begin());
    wire.cut();
    PerformResult performed = move.perform(prepared);
    assertThat(performed.permitted()).isFalse();
    assertThat(performed.failure()).isEqualTo(FailureCode.PEER_UNREACHABLE);
    move.confirm(move.finish(performed.cookie(), true).cookie(), true);
    eventually(() -> recordsClosed(), "both records are closed");
    assertThat(only(alpha).state()).isEqualTo(DomainState.RUNNING);
    assertThat(beta.hypervisor().domains()).isEmpty();
  }

  @Test
  void theWatcherHearsThatPerformIsAtWorkWhileTheLinkIsSlow() {
    Move move = new Move(UUID, alpha, beta);
    PrepareResult prepared = move.prepare(move.begin());
    CountDownLatch link = wire.hesitate();
    AtomicInteger heard = new AtomicInteger();

    PerformResult performed =
        move.perform(
            prepared,
            progress -> {
              if (heard.incrementAndGet() == 3) {
                link.countDown();
              }
            });

    assertThat(performed.permitted()).as(performed.reason()).isTrue();
    assertThat(heard).hasValueGreaterThanOrEqualTo(3);
  }

  @Test
  void aWorkerThatRestartsInTheTransferAttachesToIt() {
    Move move = new Move(UUID, alpha, beta, new MigrationOptions(100_000, 0));
    PrepareResult prepared = move.prepare(move.begin());
    CompletableFuture<PerformResult> lost =
        CompletableFuture.supplyAsync(() -> move.perform(prepared));
    eventually(() -> sent() > 0, "bytes are sent");
    long sentBefore = sent();
    alpha.close();
    alpha = new RealHost("alpha", root.resolve("a"), wire);
    Move again = move.by(alpha);
    CompletableFuture<PerformResult> attached =
        CompletableFuture.supplyAsync(() -> again.perform(prepared));
    eventually(() -> sent() > sentBefore, "the same transfer goes on");
    alpha.hypervisor().abort(new AbortCall(move.id, UUID, "the test"));
    assertThat(attached.join().failure()).isEqualTo(FailureCode.OPERATION_ABORTED);
    eventually(() -> recordsClosed(), "both records are closed");
    assertThat(only(alpha).state()).isEqualTo(DomainState.RUNNING);
    assertThat(lost)
        .as("the dead worker's call says nothing of the migration")
        .failsWithin(Duration.ofSeconds(5))
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(DroverException.class);
  }
}

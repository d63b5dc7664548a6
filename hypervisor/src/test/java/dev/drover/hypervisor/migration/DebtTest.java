package dev.drover.hypervisor.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.hypervisor.job.JobRecord;
import dev.drover.hypervisor.peer.FrameKind;
import dev.drover.protocol.DomainState;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.AbortCall;
import dev.drover.protocol.message.Cookie;
import dev.drover.protocol.message.MigrationOptions;
import dev.drover.protocol.message.PerformResult;
import dev.drover.protocol.message.PrepareResult;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A host that is away holds no domain whose move is decided. */
class DebtTest extends TwoRealHosts {
  private static final MigrationOptions SLOW = new MigrationOptions(100_000, 0);

  private RealHost gamma;

  @BeforeEach
  void aThirdHost() throws IOException {
    gamma = open("gamma", "c");
  }

  @AfterEach
  void endTheThirdHost() {
    gamma.running().all().forEach(one -> one.kill());
    gamma.close();
  }

  @Test
  void aGuestWhoseDestinationIsAwayMovesElsewhereAndTheOldMoveIsSettledWhenItIsBack()
      throws IOException {
    Move lost = failedWhileBetaGoesAway();

    assertThat(new Move(UUID, alpha, gamma).all().permitted()).isTrue();
    assertThat(only(gamma).state()).isEqualTo(DomainState.RUNNING);
    eventually(() -> ids(alpha).equals(lost.id), "only the old move is still open");
    assertThat(alpha.hypervisor().domains()).isEmpty();

    alpha.close();
    alpha = open("alpha", "a");
    assertThat(new Move(UUID, gamma, alpha).all().permitted()).isTrue();
    beta = open("beta", "b");
    eventually(this::recordsClosed, "beta hears of it");
    assertThat(beta.hypervisor().domains()).isEmpty();
    assertThat(only(alpha).state())
        .as("what came back is not touched")
        .isEqualTo(DomainState.RUNNING);
    assertThat(alpha.hypervisor().domains().get(0).job()).isNull();
  }

  @Test
  void aGuestThatArrivedMovesOnThoughItsSourceHasNotHeardOfItYet() throws IOException {
    wire.lose(FrameKind.ACKNOWLEDGE);
    Move first = new Move(UUID, alpha, beta);
    PerformResult performed = first.perform(first.prepare(first.begin()));
    assertThat(first.finish(performed.cookie(), false).committed()).isTrue();
    alpha.close();
    wire.heal();
    assertThat(ids(beta)).isEqualTo(first.id);

    assertThat(new Move(UUID, beta, gamma).all().permitted()).isTrue();
    assertThat(only(gamma).state()).isEqualTo(DomainState.RUNNING);
    eventually(() -> beta.hypervisor().domains().isEmpty(), "beta forgets the guest");

    alpha = open("alpha", "a");
    eventually(this::recordsClosed, "alpha hears of it");
    assertThat(alpha.hypervisor().domains()).as("its copy is ended").isEmpty();
    assertThat(only(gamma).state()).isEqualTo(DomainState.RUNNING);
  }

  @Test
  void aDomainIsNotBootedAfreshWhileAHostIsStillToHearThatItStayed() throws IOException {
    Move lost = failedWhileBetaGoesAway();
    Move next = new Move(UUID, alpha, gamma, SLOW);
    abortedInTheTransfer(next);
    next.cancelOn(gamma);
    next.confirm(Cookie.EMPTY, true);
    eventually(() -> ids(alpha).equals(lost.id), "only the old move is still open");

    alpha.hypervisor().destroy(UUID);
    assertThatThrownBy(() -> alpha.hypervisor().start(UUID))
        .hasMessageContaining("cannot be started on host alpha")
        .hasMessageContaining(lost.id);

    beta = open("beta", "b");
    eventually(this::recordsClosed, "beta hears of it");
    eventually(this::starts, "nothing holds the domain any more");
    assertThat(only(alpha).state()).isEqualTo(DomainState.RUNNING);
  }

  @Test
  void aMoveThatWasGivenUpBeforeItBeganIsSettledByTheNextWorkerWithoutAnyCall() throws IOException {
    alpha.close();
    alpha = new RealHost("alpha", root.resolve("a"), wire, HookedStore.keepingAll()::over);
    Move move = new Move(UUID, alpha, beta);
    move.prepare(move.begin());
    alpha.hypervisor().abort(new AbortCall(move.id, UUID, "the test"));
    move.cancelOn(beta);
    move.confirm(Cookie.EMPTY, true);
    assertThat(alpha.store().open()).as("it died before it could close it").hasSize(1);
    alpha.close();

    alpha = open("alpha", "a");

    eventually(this::recordsClosed, "nobody is left who could be told");
    assertThat(only(alpha).state()).isEqualTo(DomainState.RUNNING);
  }

  @Test
  void aTransferThatRunsHoldsItsDomain() {
    Move first = new Move(UUID, alpha, beta, SLOW);
    PrepareResult prepared = first.prepare(first.begin());
    CompletableFuture<PerformResult> transfer =
        CompletableFuture.supplyAsync(() -> first.perform(prepared));
    eventually(() -> sent() > 0, "bytes are sent");

    assertThatThrownBy(() -> new Move(UUID, alpha, gamma).begin())
        .hasMessageContaining("is held on host alpha by migration " + first.id);

    alpha.hypervisor().abort(new AbortCall(first.id, UUID, "the test"));
    assertThat(transfer.join().permitted()).isFalse();
    first.cancelOn(beta);
    first.confirm(Cookie.EMPTY, true);
    eventually(this::recordsClosed, "both records are closed");
  }

  /** The record is gone a moment before its session. */
  private boolean starts() {
    try {
      alpha.hypervisor().start(UUID);
      return true;
    } catch (DroverException e) {
      assertThat(e.code()).isEqualTo(FailureCode.DOMAIN_BUSY);
      return false;
    }
  }

  /** The guest runs on alpha, which cannot tell beta so. */
  private Move failedWhileBetaGoesAway() {
    Move lost = new Move(UUID, alpha, beta, SLOW);
    PrepareResult prepared = lost.prepare(lost.begin());
    CompletableFuture<PerformResult> transfer =
        CompletableFuture.supplyAsync(() -> lost.perform(prepared));
    eventually(() -> sent() > 0, "bytes are sent");
    beta.close();
    alpha.hypervisor().abort(new AbortCall(lost.id, UUID, "the test"));
    assertThat(transfer.join().permitted()).isFalse();
    eventually(() -> only(alpha).state() == DomainState.RUNNING, "the guest runs on");
    return lost;
  }

  private static String ids(RealHost host) {
    return String.join(",", host.store().open().stream().map(JobRecord::migrationId).toList());
  }
}

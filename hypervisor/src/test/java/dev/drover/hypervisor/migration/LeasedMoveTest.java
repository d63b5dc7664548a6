package dev.drover.hypervisor.migration;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.hypervisor.lock.FolderLockManager;
import dev.drover.hypervisor.lock.Lease;
import dev.drover.hypervisor.lock.LeaseState;
import dev.drover.hypervisor.peer.FrameKind;
import dev.drover.protocol.DomainState;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.Cookie;
import dev.drover.protocol.message.MigrationOptions;
import dev.drover.protocol.message.PerformResult;
import dev.drover.protocol.message.PrepareResult;
import dev.drover.protocol.message.ResolveCall;
import dev.drover.protocol.message.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Moves of a guest whose lease lies in a lockspace that both hosts and a third one share. */
class LeasedMoveTest extends TwoRealHosts {
  private static final String THIRD = "11111111-2222-3333-4444-555555555555";

  @Override
  RealHost open(String name, String folder) throws IOException {
    return open(name, folder, lockspace("leases", "c0ffee00-0000-4000-8000-000000000001"));
  }

  private RealHost open(String name, String folder, Path lockspace) {
    return new RealHost(
        name,
        root.resolve(folder),
        wire,
        UnaryOperator.identity(),
        host -> new FolderLockManager(lockspace, host, name, InstantSource.system()));
  }

  private Path lockspace(String name, String id) throws IOException {
    Path folder = Files.createDirectories(root.resolve(name));
    Files.writeString(folder.resolve("lockspace-id"), id);
    return folder;
  }

  @Test
  void theLeaseGoesWithTheGuestAndKeepsAThirdHostAway() {
    assertThat(lease().owner()).isEqualTo(alpha.id());
    PerformResult performed = new Move(UUID, alpha, beta).all();
    assertThat(performed.permitted()).as(performed.reason()).isTrue();
    assertThat(lease().state()).isEqualTo(LeaseState.OWNED);
    assertThat(lease().owner()).isEqualTo(beta.id());
    assertThatThrownBy(() -> third().claim(UUID, "pacer"))
        .isInstanceOfSatisfying(
            DroverException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.DOMAIN_LEASED))
        .hasMessageContaining("pacer")
        .hasMessageContaining("beta");
  }

  @Test
  void anAbortedMoveLeavesTheLeaseWithTheSource() {
    Move move = new Move(UUID, alpha, beta, new MigrationOptions(100_000, 0));
    PerformResult performed = abortedInTheTransfer(move);
    move.confirm(move.finish(performed.cookie(), true).cookie(), true);
    eventually(() -> recordsClosed(), "both records are closed");
    assertThat(lease().state()).isEqualTo(LeaseState.OWNED);
    assertThat(lease().owner()).isEqualTo(alpha.id());
  }

  @Test
  void aSourceWhoseDestinationStaysSilentTakesTheGuestBackByItsLease() throws IOException {
    // COMMIT is never heard, so the destination never takes the lease.
    wire.lose(FrameKind.COMMIT);
    Move move = new Move(UUID, alpha, beta);
    PerformResult performed = move.perform(move.prepare(move.begin()));
    assertThat(performed.permitted()).as("the source holds still").isTrue();
    wire.cut();
    eventually(() -> only(alpha).state() == DomainState.RUNNING, "the source has the guest again");
    assertThat(lease().owner()).isEqualTo(alpha.id());
    wire.heal();
    eventually(() -> recordsClosed(), "both records are closed");
    assertThat(beta.hypervisor().domains()).isEmpty();
  }

  @Test
  void aDestinationThatLooksForTheLeaseElsewhereRefusesTheGuest() throws IOException {
    beta.close();
    beta = open("beta", "b", lockspace("other", "c0ffee00-0000-4000-8000-000000000002"));
    Move move = new Move(UUID, alpha, beta);
    assertThatThrownBy(() -> move.prepare(move.begin()))
        .isInstanceOfSatisfying(
            DroverException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.LEASES_DIFFER))
        .hasMessageContaining("0001")
        .hasMessageContaining("0002");
    assertThat(beta.hypervisor().domains()).isEmpty();
  }

  @Test
  void aDomainIsStartedOnlyByTheHostThatHasItsLease() {
    alpha.hypervisor().destroy(UUID);
    assertThat(lease().state()).isEqualTo(LeaseState.FREE);
    third().claim(UUID, "pacer");
    assertThatThrownBy(() -> alpha.hypervisor().start(UUID))
        .isInstanceOfSatisfying(
            DroverException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.DOMAIN_LEASED))
        .hasMessageContaining("gamma");
    third().release(UUID);
    assertThat(alpha.hypervisor().start(UUID).state()).isEqualTo(DomainState.RUNNING);
  }

  @Test
  void whatIsTriedAgainAndAgainIsShownUntilItIsDone() throws Exception {
    Move move = new Move(UUID, alpha, beta);
    PrepareResult prepared = move.prepare(move.begin());
    Path leases = root.resolve("leases");
    Path away = root.resolve("away");
    Files.move(leases, away);
    CompletableFuture<PerformResult> performed =
        CompletableFuture.supplyAsync(() -> move.perform(prepared));
    eventually(
        () -> String.valueOf(requireNonNull(only(alpha).job()).trouble()).startsWith("hand_lease"),
        "the lease that cannot be handed over is told of");
    assertThat(performed).isNotDone();
    Files.move(away, leases);
    assertThat(performed.get(15, TimeUnit.SECONDS).permitted()).isTrue();
    move.confirm(move.finish(Cookie.EMPTY, false).cookie(), false);
    eventually(this::recordsClosed, "both records are closed");
  }

  @Test
  void aGuestThatEndsByItselfGivesItsLeaseUp() {
    alpha.monitor(UUID).quit();
    eventually(() -> lease().state() == LeaseState.FREE, "the lease is free");
  }

  @Test
  void aWorkerTakesTheLeaseOfAGuestThatRunsAndStopsOneThatIsAnothers() throws IOException {
    alpha.close();
    third().release(UUID);
    new FolderLockManager(root.resolve("leases"), alpha.id(), "alpha", InstantSource.system())
        .release(UUID);
    alpha = open("alpha", "a");
    assertThat(lease().owner()).as("taken at once").isEqualTo(alpha.id());
    assertThat(only(alpha).state()).isEqualTo(DomainState.RUNNING);
    alpha.close();
    new FolderLockManager(root.resolve("leases"), alpha.id(), "alpha", InstantSource.system())
        .release(UUID);
    third().claim(UUID, "pacer");
    alpha = open("alpha", "a");
    assertThat(only(alpha).state()).as("held").isEqualTo(DomainState.PAUSED);
    assertThat(lease().ownerName()).isEqualTo("gamma");
  }

  @Test
  void aGuestOfWhoseQemuNothingIsKnownKeepsItsLeaseAndItsDefinition() throws IOException {
    Path live = root.resolve("a").resolve("domains").resolve(UUID).resolve("live.xml");
    byte[] whole = Files.readAllBytes(live);
    alpha.close();
    Files.write(live, new byte[0]);
    alpha = open("alpha", "a");
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> alpha.hypervisor().destroy(UUID),
            () -> alpha.hypervisor().undefine(UUID),
            () -> alpha.hypervisor().start(UUID))) {
      assertThatThrownBy(call)
          .isInstanceOfSatisfying(
              DroverException.class,
              e -> assertThat(e.code()).isEqualTo(FailureCode.DOMAIN_RUNNING))
          .hasMessageContaining("pacer")
          .hasMessageContaining("alpha");
      assertThat(lease().state()).isEqualTo(LeaseState.OWNED);
    }
    alpha.close();
    Files.write(live, whole);
    alpha = open("alpha", "a");
    assertThat(only(alpha).state()).isEqualTo(DomainState.RUNNING);
  }

  @Test
  void theEndOfAnEarlierQemuLeavesTheLeaseOfTheNextOneAlone() {
    for (int i = 0; i < 5; i++) {
      alpha.running().find(UUID).orElseThrow().kill();
      alpha.hypervisor().start(UUID);
      assertThat(lease().state()).isEqualTo(LeaseState.OWNED);
    }
    alpha.close(); // Ends whoever still looks after the leases of the dead.
    assertThat(lease().state()).isEqualTo(LeaseState.OWNED);
  }

  @Test
  void noStatementOverridesALeaseAndTheHeirTakesItBeforeItBoots() {
    wire.lose(FrameKind.COMMIT);
    Move move = new Move(UUID, alpha, beta);
    assertThat(move.perform(move.prepare(move.begin())).permitted()).isTrue();
    wire.cut();
    assertThatThrownBy(
            () -> state(alpha, move, new Statement(false, false, true, "ann", "it burnt")))
        .isInstanceOfSatisfying(
            DroverException.class,
            e -> assertThat(e.code()).isEqualTo(FailureCode.STATEMENT_REFUSED))
        .hasMessageContaining("lease decides");
    alpha.running().find(UUID).orElseThrow().kill();
    alpha.close();
    Statement dead = new Statement(true, false, false, "ann", "it burnt");
    FolderLockManager alphas =
        new FolderLockManager(root.resolve("leases"), alpha.id(), "alpha", InstantSource.system());
    alphas.takeBack(UUID, move.id);
    assertThatThrownBy(() -> state(beta, move, dead))
        .isInstanceOfSatisfying(
            DroverException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.DOMAIN_LEASED))
        .hasMessageContaining("host alpha owns it");
    alphas.handOver(UUID, move.id, beta.id());

    state(beta, move, dead);

    assertThat(lease().owner()).isEqualTo(beta.id());
    assertThat(beta.hypervisor().start(UUID).state()).isEqualTo(DomainState.RUNNING);
  }

  private static void state(RealHost host, Move move, Statement statement) {
    host.hypervisor().resolve(new ResolveCall(move.id, UUID, statement));
  }

  private FolderLockManager third() {
    return new FolderLockManager(root.resolve("leases"), THIRD, "gamma", InstantSource.system());
  }

  private Lease lease() {
    return third().find(UUID).orElseThrow();
  }
}

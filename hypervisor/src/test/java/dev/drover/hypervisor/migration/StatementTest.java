package dev.drover.hypervisor.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.hypervisor.peer.FrameKind;
import dev.drover.protocol.DomainState;
import dev.drover.protocol.Side;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.Cookie;
import dev.drover.protocol.message.Evidence;
import dev.drover.protocol.message.EvidenceCall;
import dev.drover.protocol.message.FinishResult;
import dev.drover.protocol.message.MigrationOptions;
import dev.drover.protocol.message.PerformCall;
import dev.drover.protocol.message.PerformResult;
import dev.drover.protocol.message.ResolveCall;
import dev.drover.protocol.message.ResolveResult;
import dev.drover.protocol.message.Statement;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a person states where nobody else can say where the guest is, and what must not be said. */
class StatementTest extends TwoRealHosts {
  private static final Statement SOURCE_DEAD = source(false);
  private static final Statement SOURCE_DEAD_AND_STILL = source(true);
  private static final Statement DESTINATION_DEAD =
      new Statement(false, false, true, "ann", "its power supply burnt");

  private static Statement source(boolean still) {
    return new Statement(true, still, false, "ann", "I pulled its plug");
  }

  /**
   * The destination has loaded the guest and never hears COMMIT; the hosts do not hear each other.
   */
  private Move permittedAndCutOff() {
    wire.lose(FrameKind.COMMIT);
    Move move = new Move(UUID, alpha, beta);
    PerformResult performed = move.perform(move.prepare(move.begin()));
    assertThat(performed.permitted()).as(performed.reason()).isTrue();
    wire.cut();
    return move;
  }

  private void sourceDies() {
    alpha.running().find(UUID).orElseThrow().kill();
    alpha.close();
  }

  private static ResolveResult resolve(RealHost host, Move move, Statement statement) {
    return host.hypervisor().resolve(new ResolveCall(move.id, UUID, statement));
  }

  private static Evidence evidence(RealHost host, Move move, Side side) {
    return host.hypervisor().evidence(new EvidenceCall(move.id, UUID, side));
  }

  @Test
  void theLoadedCopyStartsOnceTheSourceIsStatedDeadAndStill() throws IOException {
    Move move = permittedAndCutOff();
    sourceDies();
    Evidence before = evidence(beta, move, Side.DESTINATION);
    assertThat(before.word()).isEqualTo("undecided");
    assertThat(before.qemu()).isEqualTo("loaded");
    assertThat(before.log()).isEqualTo(Evidence.Log.NEVER_RAN);
    assertThat(before.linkDown()).isNotNull();
    assertThat(before.lease()).isNull();

    ResolveResult resolved = resolve(beta, move, SOURCE_DEAD_AND_STILL);

    assertThat(resolved.effect()).isEqualTo(ResolveResult.Effect.COPY_STARTED);
    assertThat(only(beta).state()).isEqualTo(DomainState.RUNNING);
    assertThat(only(beta).persistent()).isTrue();
    eventually(() -> beta.store().open().isEmpty(), "nobody has to acknowledge");
    assertThat(beta.store().closed(move.id, Side.DESTINATION).orElseThrow().statement())
        .isEqualTo(SOURCE_DEAD_AND_STILL);
    assertThat(resolve(beta, move, SOURCE_DEAD_AND_STILL).effect())
        .as("its answer may be lost")
        .isEqualTo(ResolveResult.Effect.COPY_STARTED);
    wire.heal();
    alpha = open("alpha", "a");
    eventually(this::recordsClosed, "the source that comes back hears where its guest is");
    assertThat(alpha.store().closed(move.id, Side.SOURCE).orElseThrow().result())
        .isEqualTo("committed");
    assertThat(alpha.hypervisor().domains()).isEmpty();
  }

  @Test
  void aSourceThatIsOnlyStatedDeadLetsTheGuestBeBootedAfresh() {
    Move move = permittedAndCutOff();
    sourceDies();

    ResolveResult resolved = resolve(beta, move, SOURCE_DEAD);

    assertThat(resolved.effect()).isEqualTo(ResolveResult.Effect.MAY_BOOT);
    eventually(() -> beta.store().open().isEmpty(), "the record is closed");
    assertThat(only(beta).state()).isEqualTo(DomainState.SHUT_OFF);
    assertThat(beta.hypervisor().start(UUID).state()).isEqualTo(DomainState.RUNNING);
  }

  @Test
  void aHostThatIsHeardIsNotStatedDead() {
    wire.lose(FrameKind.COMMIT);
    Move move = new Move(UUID, alpha, beta);
    assertThat(move.perform(move.prepare(move.begin())).permitted()).isTrue();

    refused(() -> resolve(beta, move, SOURCE_DEAD_AND_STILL), FailureCode.STATEMENT_REFUSED)
        .hasMessageContaining("is heard");
    refused(() -> resolve(alpha, move, DESTINATION_DEAD), FailureCode.STATEMENT_REFUSED)
        .hasMessageContaining("is heard");

    wire.heal();
    eventually(() -> only(beta).state() == DomainState.RUNNING, "COMMIT is heard after all");
    eventually(this::recordsClosed, "both records are closed");
    refused(() -> resolve(beta, move, SOURCE_DEAD), FailureCode.STATEMENT_REFUSED)
        .hasMessageContaining("closed here: committed");
  }

  @Test
  void aSourceThatHandedNothingOverTakesNoStatement() {
    Move move = new Move(UUID, alpha, beta, new MigrationOptions(100_000, 0));
    move.prepare(move.begin());
    refused(() -> resolve(alpha, move, DESTINATION_DEAD), FailureCode.STATEMENT_REFUSED)
        .hasMessageContaining("handed nothing over");
    move.cancelOn(beta);
  }

  @Test
  void aSourceHasItsGuestAgainOnceTheDestinationIsStatedDead() {
    Move move = permittedAndCutOff();
    CompletableFuture<PerformResult> outcome =
        CompletableFuture.supplyAsync(
            () ->
                alpha
                    .hypervisor()
                    .perform(
                        new PerformCall(
                            move.id, UUID, beta.id(), Cookie.EMPTY, "", "", move.options, true),
                        progress -> {}));
    eventually(() -> stated(move), "the statement is taken once the link is known to be dead");

    assertThat(only(alpha).state()).isEqualTo(DomainState.RUNNING);
    assertThat(outcome).succeedsWithin(5, TimeUnit.SECONDS).matches(result -> !result.permitted());
    assertThat(evidence(alpha, move, Side.SOURCE).statement()).isEqualTo(DESTINATION_DEAD);
    wire.heal();
    eventually(this::recordsClosed, "the destination obeys when it comes back");
    assertThat(beta.hypervisor().domains()).isEmpty();
    FinishResult late = move.finish(Cookie.EMPTY, true);
    assertThat(late.committed()).isFalse();
  }

  private boolean stated(Move move) {
    try {
      return resolve(alpha, move, DESTINATION_DEAD).effect() == ResolveResult.Effect.SOURCE_KEEPS;
    } catch (DroverException heardStill) {
      assertThat(heardStill.code()).isEqualTo(FailureCode.STATEMENT_REFUSED);
      return false;
    }
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> refused(
      ThrowingCallable call, FailureCode code) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(DroverException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}

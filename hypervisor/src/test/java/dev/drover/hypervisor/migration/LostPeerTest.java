package dev.drover.hypervisor.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.hypervisor.qemu.RunningDomain;
import dev.drover.hypervisor.qmp.MigrationStatus;
import dev.drover.protocol.DomainState;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.Cookie;
import dev.drover.protocol.message.MigrationOptions;
import dev.drover.protocol.message.PerformResult;
import dev.drover.protocol.message.PrepareResult;
import dev.drover.protocol.switchover.SourceWord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The other host is lost or frozen while the guest is on its way to it. */
@Timeout(60)
class LostPeerTest extends TwoRealHosts {
  /** So slow that the guest is still on its way when the link has been silent for long. */
  private static final MigrationOptions CREEPING = new MigrationOptions(64 << 10, 0);

  @Test
  void aPeerThatIsLostInTheTransferCancelsItAndTheGuestRunsOnMeanwhile() {
    Move move = new Move(UUID, alpha, beta, CREEPING);
    PrepareResult prepared = move.prepare(move.begin());
    CompletableFuture<PerformResult> transfer =
        CompletableFuture.supplyAsync(() -> move.perform(prepared));
    eventually(() -> sent() > 0, "bytes are sent");

    wire.cut();
    long cut = System.nanoTime();
    PerformResult performed = transfer.join();

    assertThat(performed.permitted()).isFalse();
    assertThat(performed.failure()).isEqualTo(FailureCode.PEER_UNREACHABLE);
    assertThat(performed.reason()).contains("was lost during the transfer of domain pacer");
    assertThat(Duration.ofNanos(System.nanoTime() - cut))
        .as("not before the link counts as dead")
        .isBetween(SessionParts.LINK_DEAD.minusSeconds(1), SessionParts.LINK_DEAD.plusSeconds(5));
    assertThat(only(alpha).state()).isEqualTo(DomainState.RUNNING);
    wire.heal();
    eventually(this::recordsClosed, "the hosts settle it by themselves as soon as they meet");
    assertThat(beta.hypervisor().domains()).isEmpty();
  }

  @Test
  void aDestinationThatFreezesWhileDeviceStateIsSentIsYankedAndTheGuestRunsOn() {
    alpha.close();
    HookedStore disk =
        new HookedStore(
            record -> {
              if (record.word().equals(SourceWord.ARMED.wireName())) {
                // Not sooner: a transfer of memory that stands still is nobody's reason to end it.
                eventually(() -> stands(alpha), "the guest stands still, and waits for the word");
                freeze(beta);
              }
            });
    alpha = new RealHost("alpha", root.resolve("a"), wire, disk::over);
    Move move = new Move(UUID, alpha, beta);
    PrepareResult prepared = move.prepare(move.begin());
    RunningDomain waiting = beta.running().find(UUID).orElseThrow();
    // What is left fits into the sockets' buffers; the source waits for the other end's answer.
    PerformResult performed = move.perform(prepared);

    assertThat(performed.permitted()).isFalse();
    assertThat(alpha.moves().actions).contains(RecoveryAction.CHANNEL_CUT);
    eventually(() -> only(alpha).state() == DomainState.RUNNING, "the guest runs on");
    // Frozen as it is: a kill needs nobody's help.
    move.confirm(move.finish(Cookie.EMPTY, true).cookie(), true);
    eventually(this::recordsClosed, "both records are closed");
    assertThat(waiting.isAlive()).isFalse();
    assertThat(beta.hypervisor().domains()).isEmpty();
    assertThat(only(alpha).state()).isEqualTo(DomainState.RUNNING);
  }

  private static boolean stands(RealHost host) {
    return host.monitor(UUID).queryMigrate().status() == MigrationStatus.PRE_SWITCHOVER;
  }

  private static void freeze(RealHost host) {
    try {
      String pid = Files.readString(host.running().folder(UUID).resolve("qemu.pid")).strip();
      assertThat(new ProcessBuilder("kill", "-STOP", pid).start().waitFor()).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException("no pid of the guest", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package dev.drover.hypervisor.migration;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.hypervisor.migration.MoveEnd.Outcome;
import dev.drover.hypervisor.peer.FrameKind;
import dev.drover.protocol.DomainState;
import dev.drover.protocol.Side;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.AbortCall;
import dev.drover.protocol.message.CancelCall;
import dev.drover.protocol.message.MigrationOptions;
import dev.drover.protocol.message.PerformResult;
import dev.drover.protocol.message.PrepareResult;
import dev.drover.protocol.message.Progress;
import dev.drover.protocol.switchover.SourceWord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What two hosts with real QEMU tell their observers. */
@Tag("qemu")
@Timeout(30)
class MoveCountsTest {
  private static final String UUID = "5b0ba0d2-3c60-4a56-9a3e-6f0a51c0a003";
  private static final MigrationOptions SLOW = new MigrationOptions(100_000, 0);

  private final DirectPeers.Wire wire = new DirectPeers.Wire();
  private Path root;
  private RealHost alpha;
  private RealHost beta;

  @BeforeEach
  void twoHostsAndAGuestOnAlpha() throws IOException, InterruptedException {
    root = Files.createTempDirectory(Path.of("/tmp"), "drvm");
    alpha = new RealHost("alpha", root.resolve("a"), wire);
    beta = new RealHost("beta", root.resolve("b"), wire);
    Path kernel = root.resolve("pacer");
    assertThat(new ProcessBuilder("../guest/build", kernel.toString()).start().waitFor()).isZero();
    byte[] image = Files.readAllBytes(kernel);
    // Pages rewritten at each tick (guest/pacer.S): none, so that slow transfers end too.
    ByteBuffer.wrap(image).putInt(0x34, 0);
    Files.write(kernel, image);
    alpha
        .hypervisor()
        .define(
            """
            <domain type='qemu'><name>pacer</name><uuid>%s</uuid><memory unit='KiB'>131080</memory>
            <vcpu>1</vcpu>
            <os><type arch='x86_64' machine='pc-i440fx-7.2'>hvm</type><kernel>%s</kernel></os>
            <devices/></domain>
            """
                .formatted(UUID, kernel));
    alpha.hypervisor().start(UUID);
  }

  @AfterEach
  void nothingRemains() throws IOException {
    for (RealHost host : List.of(alpha, beta)) {
      host.close();
      host.running().all().forEach(one -> one.kill());
    }
    try (var files = Files.walk(root)) {
      files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    }
  }

  @Test
  void aMoveIsCountedOnceOnEachSideWithItsFinalNumbers() {
    PerformResult performed = new Move(UUID, alpha, beta).all();
    eventually(this::recordsClosed, "both records are closed");

    end(alpha, Side.SOURCE, Outcome.COMMITTED, null);
    end(beta, Side.DESTINATION, Outcome.COMMITTED, null);
    assertThat(alpha.moves().blackouts).containsExactly(Side.DESTINATION);
    assertThat(alpha.moves().bytes)
        .hasValue(requireNonNull(performed.statistics()).transferredBytes());
    assertThat(beta.hypervisor().snapshot().domains())
        .isEqualTo(Map.of(Optional.of(DomainState.RUNNING), 1));
    assertThat(beta.hypervisor().snapshot().moves()).isEmpty();
  }

  @Test
  void anAbortIsNoFailureAndItsDestinationOnlyCancels() {
    Move move = new Move(UUID, alpha, beta, SLOW);
    PrepareResult prepared = move.prepare(move.begin());
    CompletableFuture<PerformResult> transfer =
        CompletableFuture.supplyAsync(() -> move.perform(prepared));
    eventually(() -> shown().transferredBytes() > 0, "bytes are sent, as far as one can see");
    alpha.hypervisor().abort(new AbortCall(move.id, UUID, "the test"));
    PerformResult performed = transfer.join();
    move.confirm(move.finish(performed.cookie(), true).cookie(), true);
    eventually(this::recordsClosed, "both records are closed");

    end(alpha, Side.SOURCE, Outcome.ABORTED, FailureCode.OPERATION_ABORTED);
    end(beta, Side.DESTINATION, Outcome.CANCELLED, null);
    assertThat(alpha.moves().bytes).hasPositiveValue();
    assertThat(alpha.moves().blackouts).isEmpty();
  }

  @Test
  void aGuestThatStoodStillForNothingHasABlackoutOnItsSource() {
    alpha.close();
    alpha =
        new RealHost(
            "alpha",
            root.resolve("a"),
            wire,
            HookedStore.refusing(SourceWord.ARMED.wireName())::over);
    Move move = new Move(UUID, alpha, beta);
    PerformResult performed = move.perform(move.prepare(move.begin()));
    move.confirm(move.finish(performed.cookie(), true).cookie(), true);
    eventually(this::recordsClosed, "both records are closed");

    end(alpha, Side.SOURCE, Outcome.FAILED, FailureCode.STORAGE_FAILED);
    assertThat(alpha.moves().blackouts).containsExactly(Side.SOURCE);
    end(beta, Side.DESTINATION, Outcome.CANCELLED, null);
  }

  @Test
  void whatFailsOnTheDestinationIsItsFailureAndTheSourcesForTheReasonTheWorkflowGives()
      throws IOException {
    Move move = new Move(UUID, alpha, beta);
    Files.createDirectories(root.resolve("b").resolve("domains").resolve(UUID));
    Files.createFile(root.resolve("b").resolve("domains").resolve(UUID).resolve("run"));
    assertThatThrownBy(() -> move.prepare(move.begin())).isInstanceOf(DroverException.class);
    FailureCode code = beta.moves().refusals.get(0);
    alpha
        .hypervisor()
        .cancel(new CancelCall(move.id, UUID, Side.SOURCE, beta.id(), "prepare failed", code));

    end(beta, Side.DESTINATION, Outcome.FAILED, code);
    end(alpha, Side.SOURCE, Outcome.FAILED, code);
  }

  @Test
  void aMoveThatIsDecidedInRecoveryIsCountedByTheWorkerThatDecidesIt() {
    wire.lose(FrameKind.COMMITTED);
    Move move = new Move(UUID, alpha, beta);
    move.perform(move.prepare(move.begin()));
    RealHost dead = alpha;
    alpha.close();
    wire.heal();
    alpha = new RealHost("alpha", root.resolve("a"), wire);
    eventually(this::recordsClosed, "the hosts settle it without the workflow");

    assertThat(dead.moves().ends).isEmpty();
    end(alpha, Side.SOURCE, Outcome.COMMITTED, null);
    end(beta, Side.DESTINATION, Outcome.COMMITTED, null);
    assertThat(alpha.moves().actions).contains(RecoveryAction.MOVE_TAKEN_UP);
    assertThat(alpha.moves().blackouts).as("nobody saw both ends").isEmpty();
  }

  @Test
  void aMoveThatWasDecidedBeforeIsNotCountedAgain() {
    wire.lose(FrameKind.CLOSED);
    new Move(UUID, alpha, beta).all();
    eventually(() -> !alpha.moves().ends.isEmpty(), "the source has decided");
    end(alpha, Side.SOURCE, Outcome.COMMITTED, null);
    assertThat(alpha.store().open()).hasSize(1);
    alpha.close();
    wire.heal();
    alpha = new RealHost("alpha", root.resolve("a"), wire);
    eventually(this::recordsClosed, "both records are closed");

    assertThat(alpha.moves().ends).isEmpty();
    assertThat(alpha.moves().bytes).hasValue(0);
  }

  @Test
  void aLookAtAHostWaitsForNoQemuThatHangs() throws IOException, InterruptedException {
    String pid = Files.readString(alpha.running().folder(UUID).resolve("qemu.pid")).strip();
    signal("-STOP", pid);
    try {
      long began = System.nanoTime();
      assertThat(alpha.hypervisor().snapshot().domains())
          .isEqualTo(Map.of(Optional.of(DomainState.RUNNING), 1));
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
    } finally {
      signal("-CONT", pid);
    }
  }

  private static void signal(String name, String pid) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder("kill", name, pid).start().waitFor()).isZero();
  }

  private static void end(RealHost host, Side side, Outcome outcome, @Nullable FailureCode code) {
    assertThat(host.moves().ends)
        .singleElement()
        .satisfies(
            end -> {
              assertThat(end.side()).isEqualTo(side);
              assertThat(end.outcome()).isEqualTo(outcome);
              assertThat(end.code()).isEqualTo(code);
            });
  }

  private Progress shown() {
    List<MoveView> moves = alpha.hypervisor().snapshot().moves();
    return moves.isEmpty() ? Progress.NONE : moves.get(0).progress();
  }

  private boolean recordsClosed() {
    return alpha.store().open().isEmpty() && beta.store().open().isEmpty();
  }

  private static void eventually(BooleanSupplier holds, String what) {
    long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time: " + what).isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }
}

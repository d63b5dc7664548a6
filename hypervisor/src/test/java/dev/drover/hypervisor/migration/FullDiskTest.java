package dev.drover.hypervisor.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drover.protocol.DomainState;
import dev.drover.protocol.Side;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.BeginResult;
import dev.drover.protocol.message.CancelCall;
import dev.drover.protocol.message.Cookie;
import dev.drover.protocol.message.MigrationOptions;
import dev.drover.protocol.message.PerformResult;
import dev.drover.protocol.message.PrepareResult;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A real file system that is full, or that the kernel has made read-only, below the job records.
 */
class FullDiskTest extends TwoRealHosts {
  private static final MigrationOptions SLOW = new MigrationOptions(100_000, 0);

  private final Deque<Path> mounted = new ArrayDeque<>();

  @BeforeEach
  void onlyRootMounts() {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root mounts file systems");
  }

  /** After a test, and before the folders below are removed. */
  @AfterEach
  void unmount() throws IOException, InterruptedException {
    alpha.close();
    beta.close();
    while (!mounted.isEmpty()) {
      run("umount", "--lazy", mounted.pop().toString());
    }
    alpha = open("alpha", "a");
    beta = open("beta", "b");
  }

  @Test
  void aSourceWithoutRoomForARecordRefusesAndTheGuestRunsOn() throws Exception {
    alpha.close();
    mount("a", "64k");
    alpha = open("alpha", "a");

    assertThatThrownBy(() -> new Move(UUID, alpha, beta).begin())
        .hasMessageContaining("No space left on device");

    assertThat(only(alpha).state()).isEqualTo(DomainState.RUNNING);
    assertThat(only(alpha).job()).isNull();
    assertThat(root.resolve("a").resolve("jobs")).isEmptyDirectory();
  }

  @Test
  void aDestinationWithoutRoomForARecordRefusesAndKeepsNothing() throws Exception {
    beta.close();
    mount("b", "64k");
    beta = open("beta", "b");
    Move move = new Move(UUID, alpha, beta);
    BeginResult begun = move.begin();

    assertThatThrownBy(() -> move.prepare(begun)).hasMessageContaining("No space left on device");

    assertThat(beta.hypervisor().domains()).isEmpty();
    assertThat(root.resolve("b").resolve("jobs")).isEmptyDirectory();
    assertThat(root.resolve("b").resolve("domains")).isEmptyDirectory();
    move.confirm(cancelled(move), true);
    eventually(this::recordsClosed, "both records are closed");
    assertThat(only(alpha).state()).isEqualTo(DomainState.RUNNING);
  }

  @Test
  void aDiskThatFillsUpStopsNoWordOfAMoveThatHasBegun() throws Exception {
    alpha.close();
    beta.close();
    mount("a", "2m");
    mount("b", "2m");
    alpha = open("alpha", "a");
    beta = open("beta", "b");
    Move move = new Move(UUID, alpha, beta);
    PrepareResult prepared = move.prepare(move.begin());
    fill("a");
    fill("b");

    PerformResult performed = move.perform(prepared);

    assertThat(performed.permitted()).isTrue();
    move.confirm(move.finish(performed.cookie(), false).cookie(), false);
    assertThat(only(beta).state()).isEqualTo(DomainState.RUNNING);
    eventually(this::recordsClosed, "both records are closed");
  }

  /** A file that is open keeps the kernel from it, so it becomes so while no worker runs. */
  @Test
  void aWorkerThatFindsItsRecordsReadOnlyHoldsTheMoveAndTheNextOneTakesItUp() throws Exception {
    alpha.close();
    mount("a", "4m");
    alpha = open("alpha", "a");
    Move move = new Move(UUID, alpha, beta, SLOW);
    PrepareResult prepared = move.prepare(move.begin());
    CompletableFuture<PerformResult> transfer =
        CompletableFuture.supplyAsync(() -> move.perform(prepared));
    eventually(() -> sent() > 0, "bytes are sent");
    alpha.close();
    assertThatThrownBy(transfer::join).hasMessageContaining("not served by this worker any more");

    run("mount", "-o", "remount,ro", mounted.peek().toString());
    alpha = open("alpha", "a");
    assertThat(alpha.store().unreadable()).hasSize(1);
    assertThat(alpha.store().unreadable().get(0)).hasMessageContaining("Read-only file system");
    assertThat(only(alpha).state()).as("the transfer goes on").isEqualTo(DomainState.RUNNING);
    assertThatThrownBy(() -> new Move(UUID, alpha, beta).begin())
        .as("what is being sent away is not sent away once more")
        .isInstanceOf(DroverException.class);
    alpha.close();

    run("mount", "-o", "remount,rw", mounted.peek().toString());
    alpha = open("alpha", "a");
    assertThat(alpha.store().open()).hasSize(1);
    Move again = move.by(alpha);
    cancelled(again);
    again.confirm(Cookie.EMPTY, true);
    eventually(this::recordsClosed, "both records are closed");
    assertThat(only(alpha).state()).isEqualTo(DomainState.RUNNING);
  }

  /** The workflow's end of a move that came to nothing. */
  private Cookie cancelled(Move move) {
    alpha
        .hypervisor()
        .cancel(
            new CancelCall(
                move.id, UUID, Side.SOURCE, beta.id(), "the test", FailureCode.STORAGE_FAILED));
    return move.finish(Cookie.EMPTY, true).cookie();
  }

  private void mount(String host, String size) throws IOException, InterruptedException {
    Path jobs = root.resolve(host).resolve("jobs");
    run("mount", "-t", "tmpfs", "-o", "mode=700,size=" + size, "drover-test", jobs.toString());
    mounted.push(jobs);
  }

  private void fill(String host) throws IOException {
    Path file = root.resolve(host).resolve("jobs").resolve("filler");
    byte[] block = new byte[4096];
    try (OutputStream out = Files.newOutputStream(file)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }
}

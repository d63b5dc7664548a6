package dev.drover.hypervisor.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class SerialActorTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final SerialActor actor = new SerialActor("migration of domain web");

  @AfterEach
  void end() {
    actor.close();
  }

  @Test
  void whoAsksAnActorThatHasEndedIsToldAtOnce() {
    actor.close();
    assertThatThrownBy(() -> actor.ask(LONG, () -> true))
        .isInstanceOfSatisfying(
            DroverException.class,
            e -> assertThat(e.code()).isEqualTo(FailureCode.WORKER_UNREACHABLE))
        .hasMessageContaining("migration of domain web");
  }

  @Test
  void whatWaitsWhenTheActorEndsNeverRunsAndIsToldSo() {
    CountDownLatch gate = new CountDownLatch(1);
    List<String> happened = new CopyOnWriteArrayList<>();
    actor.tell(
        () -> {
          awaitQuietly(gate);
          actor.close();
        });
    actor.tell(() -> happened.add("ran after the end"));
    CompletableFuture<Boolean> asked =
        CompletableFuture.supplyAsync(() -> actor.ask(LONG, () -> true));
    gate.countDown();
    assertThatThrownBy(asked::join).hasMessageContaining("not served by this worker any more");
    assertThat(happened).isEmpty();
  }

  @Test
  void anActorMayEndItself() {
    assertThat(
            actor.ask(
                LONG,
                () -> {
                  actor.close();
                  return "done";
                }))
        .isEqualTo("done");
  }

  @Test
  void aTaskThatThrowsDoesNotStopTheActor() {
    actor.tell(
        () -> {
          throw new IllegalStateException("a defect");
        });
    assertThat(actor.ask(LONG, () -> "alive")).isEqualTo("alive");
  }

  private static void awaitQuietly(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

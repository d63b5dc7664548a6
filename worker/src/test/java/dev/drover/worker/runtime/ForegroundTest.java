package dev.drover.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class ForegroundTest {
  @Test
  void aServiceThatClosesInTimeHasClosed() {
    assertThat(Foreground.closesWithin(() -> {}, Duration.ofSeconds(10))).isTrue();
  }

  @Test
  void aServiceThatHangsOrFailsHasNot() {
    CountDownLatch never = new CountDownLatch(1);

    assertThat(Foreground.closesWithin(never::await, Duration.ofMillis(50))).isFalse();
    assertThat(
            Foreground.closesWithin(
                () -> {
                  throw new IllegalStateException("cannot close");
                },
                Duration.ofSeconds(10)))
        .isFalse();
  }
}
